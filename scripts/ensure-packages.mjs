/**
 * Installs Debian packages that are missing, under the same rules as Electron's own libraries (system-libraries.mjs).
 * Usage: node scripts/ensure-packages.mjs <package> [more]
 */
import { giveUp, thisMachine } from './get-ready.mjs'
import { systemLibraries } from '../tools/system-libraries/system-libraries.mjs'

await systemLibraries(thisMachine(), { packages: process.argv.slice(2) }).catch(giveUp)
