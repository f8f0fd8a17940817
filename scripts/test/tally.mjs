/**
 * The result of a suite.
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} failures for each failure its location, name and evidence
 */

/** @type {Tally} */
export const emptyTally = { passed: 0, failed: 0, skipped: 0, failures: [] }

/**
 * The tally of a suite that ended. A suite that proved nothing has failed: it wrote no report, ran
 * no test, or exited with an error although no test failed.
 * @param {string} name of the suite
 * @param {number} exitCode
 * @param {Tally | null} report null if it wrote none
 * @returns {Tally}
 */
export function tallyOf(name, exitCode, report) {
  const tally = report ?? emptyTally
  const isProof = tally.failed > 0 || (exitCode === 0 && tally.passed > 0)
  if (isProof) return tally
  return { ...tally, failed: 1, failures: [`  ${name}: ended with ${exitCode}, see its output above`] }
}

/**
 * For types and lint: one check each, which passes if it exits with 0.
 * @param {string} name
 * @param {number} exitCode
 */
export const tallyOfCheck = (name, exitCode) =>
  tallyOf(name, exitCode, exitCode === 0 ? { ...emptyTally, passed: 1 } : null)

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sumTallies(tallies) {
  const total = { ...emptyTally, failures: tallies.flatMap(({ failures }) => failures) }
  for (const { passed, failed, skipped } of tallies) {
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
  }
  return total
}

/**
 * The closing line of a run.
 * @param {Tally} tally
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
