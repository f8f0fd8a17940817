import { readFileSync, writeFileSync } from 'node:fs'

/** Names the file in which a suite leaves its tally. */
const variable = 'LATCHKEY_TALLY'

/** @param {string} file */
export const tallyInto = (file) => ({ [variable]: file })

/**
 * Written by the reporters; a run that nobody tallies leaves nothing.
 * @param {import('./tally.mjs').Tally} tally
 */
export function writeTally(tally) {
  const file = process.env[variable]
  if (file) writeFileSync(file, JSON.stringify(tally))
}

/**
 * @param {string} file
 * @returns {import('./tally.mjs').Tally | null} null where the suite left none
 */
export function readTally(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
