import { app, BrowserWindow, nativeTheme, screen, type Rectangle, type Session } from 'electron'
import type { Settings } from '../../../preload/desktop'
import type { Log } from '../../calls/call'
import { boundsToRemember, isWayland, placeWindow } from './bounds'
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

/**
 * Opens the only window. It shows once its page can be painted and saves its bounds when it closes.
 */
export function openWindow(deps: WindowDeps): BrowserWindow {
  const remembered = deps.settings.windowBounds()
  const { theme, zoomPercent } = deps.settings.current()
  nativeTheme.themeSource = theme
  const dark = nativeTheme.shouldUseDarkColors
  const onWayland = isWayland(process.platform, process.env, app.commandLine.getSwitchValue('ozone-platform'))
  const place = placeWindow(remembered, workAreas())
  const window = new BrowserWindow(
    windowOptions({ ...deps, place, zoomPercent, dark, developer: deps.origin.developer }),
  )
  window.once('ready-to-show', () => {
    if (remembered?.maximised) window.maximize()
    window.show()
  })
  window.on('close', () =>
    deps.settings.rememberWindow({
      ...boundsToRemember(window.getNormalBounds(), onWayland),
      maximised: window.isMaximized(),
    }),
  )
  // Not `window-all-closed`: printing a key sheet opens a hidden window.
  window.once('closed', () => app.quit())
  repaintWithTheme(window)
  returnToOurPage(window, deps.origin)
  reloadAfterCrash(window, deps.log)
  return window
}

/** Applies theme and zoom. */
export function applySettings(window: BrowserWindow, { theme, zoomPercent }: Settings): void {
  nativeTheme.themeSource = theme
  window.webContents.setZoomFactor(zoomPercent / 100)
}

/** Shows and focuses the window, for example after a second start of the app. */
export function bringToFront(window: BrowserWindow): void {
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

/** Sends the window back to our page: no guard can stop Chromium from showing `about:blank`. */
function returnToOurPage(window: BrowserWindow, origin: PageOrigin): void {
  window.webContents.on('did-navigate', (_event, address) => {
    if (!isOurPage(address, origin)) void window.loadURL(origin.page)
  })
}

/**
 * Reloads a crashed page; the session is in main and survives. After three reloads, the page is
 * left as it is.
 */
function reloadAfterCrash(window: BrowserWindow, log: Log): void {
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
