import type { BrowserWindowConstructorOptions, Rectangle, Session } from 'electron'
import { product } from '../../../copy/product'
import { minimumSize } from './bounds'

export type WindowOptionsDeps = {
  session: Session
  preload: string
  icon: string
  place: Rectangle
  dark: boolean
  zoomPercent: number
  developer: boolean
}

/**
 * The `canvas` colour of both themes, so that the window does not flash white before the first
 * paint.
 */
export function canvasColour(dark: boolean): string {
  return dark ? '#12151A' : '#F6F7F9'
}

/**
 * The options of the window, including everything its page is denied (Electron's checklist, 2–12).
 * One object, so that a test can read it.
 */
export function windowOptions(deps: WindowOptionsDeps): BrowserWindowConstructorOptions {
  return {
    ...deps.place,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: product,
    icon: deps.icon,
    backgroundColor: canvasColour(deps.dark),
    autoHideMenuBar: false,
    webPreferences: {
      session: deps.session,
      preload: deps.preload,
      zoomFactor: deps.zoomPercent / 100,
      devTools: deps.developer,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // alert(), confirm() and prompt() would look like the app, with Chromium's wording.
      disableDialogs: true,
      spellcheck: false,
      // Cached code would be the only trace of the page on the disk.
      v8CacheOptions: 'none',
    },
  }
}
