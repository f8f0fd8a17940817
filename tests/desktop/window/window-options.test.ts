import { describe, expect, it } from 'vitest'
import { windowOptions, type WindowOptionsDeps } from '../../../main/desktop/window/window-options'

const noSession = Object.create(null) as WindowOptionsDeps['session']
const place = { x: 1, y: 2, width: 960, height: 720 }
const options = (changes: { dark?: boolean; developer?: boolean } = {}) =>
  windowOptions({
    session: noSession,
    preload: '/app/preload.cjs',
    icon: '/app/icon.png',
    place,
    zoomPercent: 150,
    dark: false,
    developer: false,
    ...changes,
  })

describe('the window', () => {
  it.each([
    ['sandbox', true],
    ['contextIsolation', true],
    ['webSecurity', true],
    ['disableDialogs', true],
    ['nodeIntegration', false],
    ['nodeIntegrationInWorker', false],
    ['nodeIntegrationInSubFrames', false],
    ['allowRunningInsecureContent', false],
    ['experimentalFeatures', false],
    ['webviewTag', false],
    ['navigateOnDragDrop', false],
    ['spellcheck', false],
    ['devTools', false],
    ['v8CacheOptions', 'none'],
  ] as const)('has %s: %s', (name, value) => {
    expect(options().webPreferences?.[name]).toBe(value)
  })

  it('has developer tools in developer mode only', () => {
    expect(options({ developer: true }).webPreferences?.devTools).toBe(true)
  })

  it('shows its menu bar, keeps its frame, and has a minimum but no maximum size', () => {
    expect(options()).toMatchObject({ ...place, autoHideMenuBar: false, minWidth: 360, minHeight: 560, show: false })
    expect(options()).not.toHaveProperty('frame')
    expect(options()).not.toHaveProperty('maxWidth')
  })

  it("has the page's background colour before the page is painted, in both themes", () => {
    expect(options().backgroundColor).toBe('#F6F7F9')
    expect(options({ dark: true }).backgroundColor).toBe('#12151A')
  })

  it('opens at the remembered zoom', () => {
    expect(options().webPreferences?.zoomFactor).toBe(1.5)
  })
})
