import { app, BrowserWindow, nativeTheme, screen, type Rectangle, type Session } from 'electron'
import type { Settings } from '../../../preload/desktop'
import type { Log } from '../../calls/call'
import { placeWindow } from './bounds'
import { isOurPage, type PageOrigin } from '../security/guards'
import type { LiveSettings } from '../settings/settings'
import { canvasColour, windowOptions } from './window-options'

export type WindowDeps = {
  session: Session
  settings: LiveSettings
  log: Log
  origin: PageOrigin
  preload: string
  icon: string
}

/** The one window. It shows itself when there is something to see, and remembers its place when it closes. */
export function openWindow(deps: WindowDeps): BrowserWindow {
  const remembered = deps.settings.windowBounds()
  const { theme, zoomPercent } = deps.settings.current()
  nativeTheme.themeSource = theme
  const dark = nativeTheme.shouldUseDarkColors
  const place = placeWindow(remembered, workAreas())
  const window = new BrowserWindow(
    windowOptions({ ...deps, place, zoomPercent, dark, developer: deps.origin.developer }),
  )
  window.once('ready-to-show', () => {
    if (remembered?.maximised) window.maximize()
    window.show()
  })
  window.on('close', () =>
    deps.settings.rememberWindow({ ...window.getNormalBounds(), maximised: window.isMaximized() }),
  )
  // Not `window-all-closed`: a key sheet that is being printed has a window of its own, which nobody sees.
  window.once('closed', () => app.quit())
  repaintWithTheme(window)
  stayHome(window, deps.origin)
  reviveAfterCrash(window, deps.log)
  return window
}

/** Theme and zoom as they are set now. */
export function applySettings(window: BrowserWindow, { theme, zoomPercent }: Settings): void {
  nativeTheme.themeSource = theme
  window.webContents.setZoomFactor(zoomPercent / 100)
}

/** A second start asks for the window. */
export function bringForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function repaintWithTheme(window: BrowserWindow): void {
  const repaint = () => window.setBackgroundColor(canvasColour(nativeTheme.shouldUseDarkColors))
  nativeTheme.on('updated', repaint)
  window.once('closed', () => nativeTheme.off('updated', repaint))
}

/** Chromium asks nobody before it shows `about:blank`; so a window that ended up elsewhere is sent back. */
function stayHome(window: BrowserWindow, origin: PageOrigin): void {
  window.webContents.on('did-navigate', (_event, address) => {
    if (!isOurPage(address, origin)) void window.loadURL(origin.page)
  })
}

/** A page that crashed comes back; the session is in main and still there. One that keeps crashing is left as it is. */
function reviveAfterCrash(window: BrowserWindow, log: Log): void {
  let revived = 0
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log('pageGone', { reason, revived })
    if (reason === 'clean-exit' || revived >= 3) return
    revived += 1
    window.webContents.reload()
  })
}

function workAreas(): [Rectangle, ...Rectangle[]] {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return [primary.workArea, ...others.map(({ workArea }) => workArea)]
}
