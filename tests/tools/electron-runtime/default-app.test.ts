import { describe, expect, test } from 'vitest'
import { readArguments } from '../../../tools/electron-runtime/default-app/arguments.mjs'

describe('the default app', () => {
  test('opens the first argument that is no switch, and leaves what follows to the app', () => {
    expect(readArguments(['--no-sandbox', '.', '--user-data-dir=/tmp/a', '-r', 'other'])).toEqual({
      preload: [],
      app: '.',
      version: false,
    })
  })

  test('loads every module named before it, as Playwright asks', () => {
    const argv = ['-r', '/loader.js', '--inspect=0', '--remote-debugging-port=0', '--require', 'more', 'app']
    expect(readArguments(argv)).toEqual({ preload: ['/loader.js', 'more'], app: 'app', version: false })
  })

  test.each(['-v', '--version'])('%s asks for the version and opens nothing', (flag) => {
    expect(readArguments(['--no-sandbox', flag, '.'])).toEqual({ preload: [], app: null, version: true })
  })

  test('has no app to open where only switches are given', () => {
    expect(readArguments(['--no-sandbox']).app).toBeNull()
  })

  test('refuses -r without a module', () => {
    expect(() => readArguments(['-r'])).toThrow('needs the name of a module')
  })
})
