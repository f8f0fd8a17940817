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
  /** Draws the bar anew, in today's language. */
  draw(): void
  /** Answers whether the session changed. The first look is no change: nothing was known yet. */
  follow(session: SessionPresence): boolean
}

/** The menu bar, drawn anew whenever its words or its state change: Electron's own items cannot change their labels. */
export function createMenuBar(deps: MenuBarDeps): MenuBar {
  let session: SessionPresence | null = null
  const actions = menuActions(deps)

  function draw(): void {
    const { theme, language } = deps.settings.current()
    const state = { session: session ?? 'none', theme, language, developer: deps.developer }
    const template = menuTemplate({ translate: deps.translate, platform: process.platform, state, actions })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  draw()
  return {
    draw,
    follow(now) {
      if (session === now) return false
      const isChange = session !== null
      session = now
      draw()
      return isChange
    },
  }
}

/** The Menu key, Shift+F10 and a right click. */
export function offerContextMenu(window: BrowserWindow, translate: Translate): void {
  window.webContents.on('context-menu', (_event, clicked) => {
    const template = contextMenuTemplate(clicked, translate)
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window })
  })
}

/** The menu does what the screens can do, by the same calls; what only a screen can do is handed to it. */
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
