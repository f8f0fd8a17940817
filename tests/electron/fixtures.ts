import { test as base, expect, type Page, type TestInfo } from '@playwright/test'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLatchkey, type Build, type Latchkey, type StartOptions } from './latchkey'
import { shareLatchkey, type SharedLatchkey } from './shared-latchkey'
import { removeFolder } from './remove-folder'

export type { Build, Latchkey, StartOptions } from './latchkey'

type Fixtures = {
  /** An empty temporary folder, removed after the test. */
  dataFolder: string
  /** Starts an app. All apps that a test starts are closed after it. */
  launch: (options?: StartOptions) => Promise<Latchkey>
  /** An app of the test alone, already started. */
  latchkey: Latchkey
  /** Closes the app and starts another on the same data: `latchkey = await restart(latchkey)`. */
  restart: (running: Latchkey, options?: StartOptions) => Promise<Latchkey>
  /**
   * An app without accounts, on its first screen, that the tests of a worker share: a start takes
   * longer than most tests. It is for tests that leave it unchanged. The fixture itself restores
   * the settings, the size of the page and the test world, and reloads the page. A test must not
   * leave an account, a session or a window behind, move a clock, install the clock of the page, or
   * replace a function of the main process. A change that the fixture detects fails the test, and
   * the next test gets a new app. Failed attempts are counted, so a test that makes some needs
   * `latchkey`.
   */
  shared: Latchkey
  page: Page
  /**
   * Matches the console errors that a test provokes on purpose; any other error fails it. A single
   * pattern, because Playwright gives arrays in options another meaning.
   */
  expectedProblems: RegExp
}

type WorkerFixtures = {
  build: Build
  /** Owns the app behind `shared` from one test to the next. */
  sharing: SharedLatchkey
}

/* eslint-disable no-empty-pattern --
   Playwright reads the dependencies of a fixture from its first parameter: it must be a pattern. */
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
      if (failed) await attachEvidence(latchkey, info, `${index + 1}`)
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
      expect(await sharing.giveBack(), 'state that the test left changed in the shared app').toEqual([])
    } else {
      await attachEvidence(latchkey, info, 'shared')
      await sharing.end()
    }
    expect([...before, ...unexpected()]).toEqual([])
  },

  page: async ({ latchkey }, use) => use(latchkey.page),
})

/* eslint-enable no-empty-pattern */

export { expect }

/** Attaches a screenshot and the trace to a failed test; the summary of the runner names them. */
async function attachEvidence({ app, page }: Latchkey, info: TestInfo, which: string): Promise<void> {
  const attach = async (name: string, path: string, write: (path: string) => Promise<unknown>) => {
    // A killed app yields neither.
    const isWritten = await write(path).then(
      () => true,
      () => false,
    )
    if (isWritten) info.attachments.push({ name, path, contentType: 'application/octet-stream' })
  }
  await attach('screenshot', info.outputPath(`screen-${which}.png`), (path) => page.screenshot({ path }))
  await attach('trace', info.outputPath(`trace-${which}.zip`), (path) => app.context().tracing.stop({ path }))
}
