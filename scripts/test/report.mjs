import { readFileSync, writeFileSync } from 'node:fs'

/** The environment variable with the path of a suite's tally. */
const variable = 'LATCHKEY_TALLY'

/**
 * The environment that makes a reporter write its tally to this file.
 * @param {string} file
 */
export const tallyEnv = (file) => ({ [variable]: file })

/**
 * Called by the reporters. Writes nothing if the run was not started by the runner.
 * @param {import('./tally.mjs').Tally} tally
 */
export function writeTally(tally) {
  const file = process.env[variable]
  if (file) writeFileSync(file, JSON.stringify(tally))
}

/**
 * @param {string} file
 * @returns {import('./tally.mjs').Tally | null} null if the suite wrote none
 */
export function readTally(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
