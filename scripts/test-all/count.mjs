/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 *
 * @typedef {object} VitestReport the part of vitest's JSON report that is read
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults one for each file
 *
 * @typedef {object} PlaywrightReport the part of Playwright's JSON report that is read
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {unknown[]} errors that belong to no test
 */

/**
 * Types, lint, build: one check each.
 * @param {number} exitCode
 * @returns {Count}
 */
export const countCheck = (exitCode) => ({ passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 })

/**
 * A file that could not even be loaded has no tests that failed, so it counts as one.
 * @param {VitestReport | null} report null where it is missing
 * @param {number} exitCode
 */
export function countVitest(report, exitCode) {
  if (!report) return nothing
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  return inDoubtFailed(exitCode, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  })
}

/**
 * A test that passed only when it was tried again is a failure.
 * @param {PlaywrightReport | null} report null where it is missing
 * @param {number} exitCode
 */
export function countPlaywright(report, exitCode) {
  if (!report) return nothing
  const { expected, unexpected, flaky, skipped } = report.stats
  return inDoubtFailed(exitCode, { passed: expected, failed: unexpected + flaky + report.errors.length, skipped })
}

/**
 * @param {readonly Count[]} counts
 * @returns {Count}
 */
export function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const count of counts) {
    total.passed += count.passed
    total.failed += count.failed
    total.skipped += count.skipped
  }
  return total
}

/**
 * The closing line of `npm test`.
 * @param {Count} count
 */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** A suite that left no report has not passed. */
const nothing = { passed: 0, failed: 1, skipped: 0 }

/**
 * A suite in which nothing ran, or that ended badly although no test failed, has not passed.
 * @param {number} exitCode
 * @param {Count} count
 * @returns {Count}
 */
function inDoubtFailed(exitCode, count) {
  const isDoubtful = count.passed + count.failed === 0 || (exitCode !== 0 && count.failed === 0)
  return isDoubtful ? { ...count, failed: 1 } : count
}
