import { Menu, type BrowserWindow } from 'electron'
import type { Settings } from '../../../preload/desktop'
import { showAbout } from './about'
import { contextMenuTemplate } from './context-menu'
import type { DesktopCalls } from '../calls/desktop-calls'
import type { Versions } from '../lifecycle/diagnostics'
import type { Send } from '../window/mailbox'
import { menuTemplate, type MenuActions, type SessionPresence } from './menu'
import type { LiveSettings } from '../settings/settings'
import type { Translate } from '../settings/i18n'
import { nextZoom } from '../window/zoom'

export type MenuBarDeps = {
  translate: Translate
  settings: LiveSettings
  calls: DesktopCalls
  send: Send
  developer: boolean
  versions: () => Versions
  icon: string
}

export type MenuBar = {
  /** Rebuilds the menu bar in the current language. */
  rebuild(): void
  /**
   * Returns whether the session changed. The first call returns false: no session was known before.
   */
  updateSession(session: SessionPresence): boolean
}

/**
 * The menu bar. It is rebuilt whenever its language or state changes, because the label of an
 * Electron menu item cannot be changed.
 */
export function createMenuBar(deps: MenuBarDeps): MenuBar {
  let session: SessionPresence | null = null
  const actions = menuActions(deps)

  function rebuild(): void {
    const { theme, language } = deps.settings.current()
    const state = { session: session ?? 'none', theme, language, developer: deps.developer }
    const template = menuTemplate({ translate: deps.translate, platform: process.platform, state, actions })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  rebuild()
  return {
    rebuild,
    updateSession(next) {
      if (session === next) return false
      const isChange = session !== null
      session = next
      rebuild()
      return isChange
    },
  }
}

/** Shows the context menu on the Menu key, Shift+F10 and a right click. */
export function attachContextMenu(window: BrowserWindow, translate: Translate): void {
  window.webContents.on('context-menu', (_event, clicked) => {
    const template = contextMenuTemplate(clicked, translate)
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window })
  })
}

/**
 * Menu items use the same calls as the screens. Commands that only a screen can run are sent to it.
 */
function menuActions({ translate, settings, calls, send, versions, icon }: MenuBarDeps): MenuActions {
  const change = (changes: Partial<Omit<Settings, 'resolvedLanguage'>>) => void calls.changeSettings(changes)
  return {
    command: (command) => send('desktop:command', command),
    theme: (theme) => change({ theme }),
    language: (language) => change({ language }),
    zoom: (direction) => change({ zoomPercent: nextZoom(settings.current().zoomPercent, direction) }),
    showDataFolder: () => void calls.showDataFolder(),
    copyDiagnostics: () => void calls.copyDiagnostics({}),
    about: () => showAbout(translate, versions(), icon),
  }
}
