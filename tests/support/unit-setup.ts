import { readFileSync } from 'node:fs'
import { afterAll, expect, vi } from 'vitest'

/**
 * Runs before each file. The files of a worker share its modules, so a file that mocks one starts with none loaded, else
 * it would meet a module that has the real one, and leaves none behind that has the mock.
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
