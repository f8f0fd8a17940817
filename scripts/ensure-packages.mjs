/**
 * Installs Debian packages that are missing, under the same rules as Electron's own libraries (tools/system-libraries).
 * Usage: node scripts/ensure-packages.mjs <package> [more]
 */
import { giveUp, putLibrariesInPlace } from './get-ready.mjs'

await putLibrariesInPlace({ packages: process.argv.slice(2) }).catch(giveUp)
