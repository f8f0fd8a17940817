/**
 * Installs missing Debian packages, under the same rules as Electron's libraries
 * (tools/system-libraries).
 * Usage: node scripts/ensure-packages.mjs <package> [more]
 */
import { reportFailure, ensureLibraries } from './get-ready.mjs'

await ensureLibraries({ packages: process.argv.slice(2) }).catch(reportFailure)
