import { describe, expect, test } from 'vitest'
import { readArguments } from '../../../tools/electron-runtime/default-app/arguments.mjs'

describe('the default app', () => {
  test('opens the first argument that is not a switch, and leaves the following ones to the app', () => {
    expect(readArguments(['--no-sandbox', '.', '--user-data-dir=/tmp/a', '-r', 'other'])).toEqual({
      preload: [],
      app: '.',
      version: false,
    })
  })

  test('preloads every module named before the app, as Playwright needs', () => {
    const argv = ['-r', '/loader.js', '--inspect=0', '--remote-debugging-port=0', '--require', 'more', 'app']
    expect(readArguments(argv)).toEqual({ preload: ['/loader.js', 'more'], app: 'app', version: false })
  })

  test.each(['-v', '--version'])('%s prints the version and opens nothing', (flag) => {
    expect(readArguments(['--no-sandbox', flag, '.'])).toEqual({ preload: [], app: null, version: true })
  })

  test('opens no app if there are only switches', () => {
    expect(readArguments(['--no-sandbox']).app).toBeNull()
  })

  test('refuses -r without a module', () => {
    expect(() => readArguments(['-r'])).toThrow('needs the name of a module')
  })
})
