/**
 * What a suite came to.
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} failures what failed: its place, its name, and where to look
 */

/** @type {Tally} */
export const nothing = { passed: 0, failed: 0, skipped: 0, failures: [] }

/**
 * The tally of a suite that ended. One that proved nothing has failed: it left no report, ran no test, or ended badly
 * although no test failed.
 * @param {string} name of the suite
 * @param {number} exitCode
 * @param {Tally | null} report null where it left none
 * @returns {Tally}
 */
export function tallyOf(name, exitCode, report) {
  const tally = report ?? nothing
  const isProof = tally.failed > 0 || (exitCode === 0 && tally.passed > 0)
  if (isProof) return tally
  return { ...tally, failed: 1, failures: [`  ${name}: ended with ${exitCode}, see its output above`] }
}

/**
 * Types, lint: one check each, judged by its exit code.
 * @param {string} name
 * @param {number} exitCode
 */
export const tallyOfCheck = (name, exitCode) =>
  tallyOf(name, exitCode, exitCode === 0 ? { ...nothing, passed: 1 } : null)

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  const total = { ...nothing, failures: tallies.flatMap(({ failures }) => failures) }
  for (const { passed, failed, skipped } of tallies) {
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
  }
  return total
}

/**
 * The closing line.
 * @param {Tally} tally
 */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
