import { describe, expect, test } from 'vitest'
import { countCheck, countPlaywright, countVitest, inWords, sum } from '../../scripts/test-all/count.mjs'

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((status) => ({ status })) })
const vitest = (passed: number, failed: number, files: ReturnType<typeof file>[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: files,
})
const playwright = (expected: number, unexpected: number, flaky = 0, errors: unknown[] = []) => ({
  stats: { expected, unexpected, flaky, skipped: 2 },
  errors,
})

describe('a suite is counted from its report', () => {
  test('of vitest', () => {
    expect(countVitest(vitest(5, 0), 0)).toEqual({ passed: 5, failed: 0, skipped: 3 })
    expect(countVitest(vitest(5, 2), 1)).toEqual({ passed: 5, failed: 2, skipped: 3 })
  })

  test('of Playwright', () => {
    expect(countPlaywright(playwright(5, 0), 0)).toEqual({ passed: 5, failed: 0, skipped: 2 })
    expect(countPlaywright(playwright(5, 2), 1)).toEqual({ passed: 5, failed: 2, skipped: 2 })
  })

  test('or from how it ended, where it is one check', () => {
    expect(countCheck(0)).toEqual({ passed: 1, failed: 0, skipped: 0 })
    expect(countCheck(2)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })
})

describe('a suite that proves nothing has failed', () => {
  test('a report is missing', () => {
    expect(countVitest(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(countPlaywright(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  test('no test ran', () => {
    expect(countVitest(vitest(0, 0), 0).failed).toBe(1)
    expect(countPlaywright(playwright(0, 0), 0).failed).toBe(1)
  })

  test('no test failed, but it ended badly', () => {
    expect(countVitest(vitest(5, 0), 1)).toMatchObject({ passed: 5, failed: 1 })
    expect(countPlaywright(playwright(5, 0), 143)).toMatchObject({ passed: 5, failed: 1 })
  })

  test('a file could not be loaded', () => {
    const files = [file('passed', 'passed'), file('failed'), file('failed', 'failed', 'passed')]
    expect(countVitest(vitest(5, 1, files), 1)).toMatchObject({ passed: 5, failed: 2 })
  })

  test('a test passed only the second time, or something failed outside the tests', () => {
    expect(countPlaywright(playwright(5, 0, 1), 0)).toMatchObject({ passed: 5, failed: 1 })
    expect(countPlaywright(playwright(5, 0, 0, ['setup']), 1)).toMatchObject({ passed: 5, failed: 1 })
  })
})

describe('the closing line', () => {
  test('adds up all suites', () => {
    const total = sum([countCheck(0), countCheck(1), countVitest(vitest(5, 0), 0)])
    expect(inWords(total)).toBe('6 passed, 1 failed, 3 skipped')
  })

  test('does not speak of skipped tests where there are none', () => {
    expect(inWords({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  })
})
