import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readTally, tallyEnv } from '../../scripts/test/report.mjs'
import { emptyTally, sumTallies, summaryLine, tallyOf, tallyOfCheck } from '../../scripts/test/tally.mjs'
import { tool } from '../../scripts/project.mjs'
import { temporaryFolder } from './temporary-folder'

const passed = { ...emptyTally, passed: 5 }
const failed = { ...emptyTally, passed: 4, failed: 1, failures: ['  a.test.ts:3  fails'] }

describe('a suite that proves nothing has failed', () => {
  test.each([
    ['it wrote no report', 0, null],
    ['no test ran', 0, emptyTally],
    ['no test failed, but it exited with an error', 143, passed],
  ])('%s', (_why, exitCode, report) => {
    const tally = tallyOf('electron', exitCode, report)
    expect(tally.failed).toBe(1)
    expect(tally.failures).toEqual([`  electron: ended with ${exitCode}, see its output above`])
  })
})

test('the tally of a suite is that of its report', () => {
  expect(tallyOf('unit', 0, passed)).toEqual(passed)
  expect(tallyOf('unit', 1, failed)).toEqual(failed)
})

test('types and lint count as one check each', () => {
  expect(tallyOfCheck('types', 0)).toMatchObject({ passed: 1, failed: 0 })
  expect(tallyOfCheck('types', 2)).toMatchObject({ passed: 0, failed: 1 })
})

test('the closing line adds up all suites, and names skipped tests only if there are any', () => {
  expect(summaryLine(sumTallies([passed, failed, { ...emptyTally, skipped: 3 }]))).toBe('9 passed, 1 failed, 3 skipped')
  expect(summaryLine(passed)).toBe('5 passed, 0 failed')
})

describe('the reporters list each failed test with its file, line and evidence', () => {
  test('of vitest', () => {
    const tally = tallyOfRun('vitest', 'run', {
      'vitest.config.mjs': `export default { test: { include: ['*.test.mjs'], includeTaskLocation: true,
        reporters: ['${resolve('scripts/test/vitest-reporter.mjs')}'] } }`,
      'a.test.mjs': `import { expect, test } from '${resolve('node_modules/vitest/dist/index.js')}'
        test('passes', () => {})
        test('fails', () => { expect(1).toBe(2) })
        test.skip('is skipped', () => {})`,
      'b.test.mjs': 'throw new Error("cannot be loaded")',
    })
    expect(tally).toEqual({
      passed: 1,
      failed: 2,
      skipped: 1,
      failures: ['  a.test.mjs:3  fails', '  b.test.mjs  could not be run'],
    })
  })

  test('of Playwright', () => {
    const tally = tallyOfRun('@playwright/test', 'test', {
      'playwright.config.mjs': `export default { retries: 1, workers: 1, outputDir: 'results',
        reporter: '${resolve('scripts/test/playwright-reporter.mjs')}' }`,
      'a.spec.mjs': `import { expect, test } from '${resolve('node_modules/@playwright/test/index.mjs')}'
        test('passes', () => {})
        test('fails', async ({}, info) => {
          info.attachments.push({ name: 'trace', path: info.outputPath('trace.zip'), contentType: 'x' })
          expect(1).toBe(2)
        })
        test('passes the second time', async ({}, info) => { expect(info.retry).toBe(1) })
        test.skip('is skipped', () => {})`,
    })
    expect(tally).toMatchObject({ passed: 1, failed: 2, skipped: 1 })
    expect(tally?.failures[0]).toMatch(/^ {2}a\.spec\.mjs:3 {2}fails\n {6}trace: results\/.*trace\.zip$/)
    expect(tally?.failures[1]).toBe('  a.spec.mjs:7  passes the second time')
  })
})

/** Runs the given test files in a new folder, with our reporter only. */
function tallyOfRun(runner: string, command: string, files: Record<string, string>) {
  const folder = join(resolve('node_modules/.cache/latchkey'), temporaryFolder().replaceAll('/', '-'))
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const report = join(folder, 'tally.json')
  const args = [...tool(runner, runner === 'vitest' ? 'vitest' : 'playwright').slice(1), command]
  spawnSync(process.execPath, args, { cwd: folder, env: { ...process.env, ...tallyEnv(report) } })
  return readTally(report)
}
