import { readFileSync } from 'node:fs'
import { afterAll, expect, vi } from 'vitest'

/**
 * Runs before each file. The files of a worker share loaded modules. So a file with mocks resets
 * the modules before, to get no module that loaded the real one, and after, to leave no mock
 * behind.
 */
const { testPath = '' } = expect.getState()
const mocked = [...readFileSync(testPath, 'utf8').matchAll(/^vi\.mock\('([^']+)'/gm)].map(([, name = '']) => name)
if (mocked.length > 0) {
  vi.resetModules()
  afterAll(() => {
    for (const name of mocked) vi.doUnmock(name)
    vi.resetModules()
  })
}
