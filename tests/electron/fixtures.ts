import { test as base, expect, type Page, type TestInfo } from '@playwright/test'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLatchkey, type Build, type Latchkey, type StartOptions } from './latchkey'
import { shareLatchkey, type SharedLatchkey } from './shared-latchkey'
import { removeFolder } from './remove-folder'

export type { Build, Latchkey, StartOptions } from './latchkey'

type Fixtures = {
  /** A fresh folder, removed after the test. */
  dataFolder: string
  /** Starts Latchkey; every one that a test starts is ended with it. */
  launch: (options?: StartOptions) => Promise<Latchkey>
  /** The one that most tests need, already started. */
  latchkey: Latchkey
  /** Ends it and starts it again on the same data: `latchkey = await restart(latchkey)`. */
  restart: (running: Latchkey, options?: StartOptions) => Promise<Latchkey>
  /**
   * A Latchkey without accounts, on its first screen, that the tests of a worker use one after the
   * other: a start costs more than most tests. For tests that leave it as they found it. The fixture
   * itself puts back settings, the size of the page and the test world, and loads the page again. A
   * test must not leave an account, a session or a window behind, move a clock, install the page's
   * clock, or replace a function of the main process: what is noticed fails the test, and the next
   * one gets another app. Wrong tries are counted: a test that makes some takes `latchkey`.
   */
  shared: Latchkey
  page: Page
  /** Console errors that a test provokes on purpose; any other one fails it. One pattern: Playwright reads lists otherwise. */
  expectedProblems: RegExp
}

type WorkerFixtures = {
  build: Build
  /** Keeps `shared` from one test to the next. */
  sharing: SharedLatchkey
}

/* eslint-disable no-empty-pattern -- Playwright reads a fixture's needs off its first parameter, which must be a pattern. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  build: ['test', { option: true, scope: 'worker' }],
  expectedProblems: async ({}, use) => use(/^$/),

  dataFolder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
    await use(folder)
    await removeFolder(folder)
  },

  launch: async ({ build, dataFolder, expectedProblems }, use, info) => {
    const running: Latchkey[] = []
    const problems: string[] = []
    await use(async (options = {}) => {
      const latchkey = await startLatchkey(build, { dataFolder, ...options }, problems)
      running.push(latchkey)
      return latchkey
    })
    const failed = info.status !== info.expectedStatus || problems.some((problem) => !expectedProblems.test(problem))
    for (const [index, latchkey] of running.entries()) {
      if (failed) await keepEvidence(latchkey, info, `${index + 1}`)
      await latchkey.close()
    }
    expect(problems.filter((problem) => !expectedProblems.test(problem))).toEqual([])
  },

  latchkey: async ({ launch }, use) => use(await launch()),

  restart: async ({ launch }, use) => {
    await use(async (running, options = {}) => {
      await running.close()
      return launch({ dataFolder: running.dataFolder, ...options })
    })
  },

  sharing: [
    async ({ build }, use) => {
      const sharing = shareLatchkey(build)
      await use(sharing)
      await sharing.end()
    },
    { scope: 'worker' },
  ],

  shared: async ({ sharing, expectedProblems }, use, info) => {
    const latchkey = await sharing.borrow()
    await use(latchkey)
    const unexpected = () => sharing.problems().filter((problem) => !expectedProblems.test(problem))
    const before = unexpected()
    if (info.status === info.expectedStatus && before.length === 0) {
      expect(await sharing.giveBack(), 'what the test left changed for those that use the app after it').toEqual([])
    } else {
      await keepEvidence(latchkey, info, 'shared')
      await sharing.end()
    }
    expect([...before, ...unexpected()]).toEqual([])
  },

  page: async ({ latchkey }, use) => use(latchkey.page),
})

/* eslint-enable no-empty-pattern */

export { expect }

/** The screenshot and the trace of a test that failed; the runner's closing lines name them. */
async function keepEvidence({ app, page }: Latchkey, info: TestInfo, which: string): Promise<void> {
  const keep = async (name: string, path: string, write: (path: string) => Promise<unknown>) => {
    // An app that was killed leaves none.
    const isWritten = await write(path).then(
      () => true,
      () => false,
    )
    if (isWritten) info.attachments.push({ name, path, contentType: 'application/octet-stream' })
  }
  await keep('screenshot', info.outputPath(`screen-${which}.png`), (path) => page.screenshot({ path }))
  await keep('trace', info.outputPath(`trace-${which}.zip`), (path) => app.context().tracing.stop({ path }))
}
