import * as electron from 'electron'
import { app, clipboard, session, shell, type BrowserWindow } from 'electron'
import { homedir, release, version } from 'node:os'
import { join } from 'node:path'
import { limits, type IdleWarning } from '../../preload/contract'
import type { Settings } from '../../preload/desktop'
import type { Log } from '../calls/call'
import type { Accounts } from '../open-accounts'
import type { Policy } from '../policy'
import type { Clock } from '../auth/clock'
import type { Random } from '../auth/secrets'
import { createSecretClipboard } from './files/secret-clipboard'
import { systemClipboard, type ItemConstructor } from './files/system-clipboard'
import { createDesktopCalls, type DesktopCalls } from './calls/desktop-calls'
import type { DesktopDeps } from './calls/desktop-deps'
import { isDevelopmentBuild } from './lifecycle/development-build'
import type { Versions } from './lifecycle/diagnostics'
import { systemDialogs } from './files/dialogs'
import type { PageOrigin } from './security/guards'
import { createMenuBar, attachContextMenu } from './menu/menu-bar'
import type { SessionPresence } from './menu/menu'
import { idleNotice, notify } from './lifecycle/notification'
import { createPage, type Page } from './window/page'
import { cancelPrinting, printPage } from './files/printing'
import { serveFolder } from './security/protocol'
import { createSettings } from './settings/settings'
import type { Timers } from './lifecycle/timers'
import { bringToFront, applySettings, openWindow } from './window/window'
import { createTranslate, formatDateTime, type Translate } from './settings/i18n'

/** Paths of the built files. */
export type Paths = { renderer: string; preload: string; icon: string }

export type OpenDesktopDeps = {
  origin: PageOrigin
  paths: Paths
  dataFolder: string
  accounts: Accounts
  clock: Clock
  timers: Timers
  policy: Policy
  random: Random
  log: Log
}

export type Desktop = Pick<Page, 'trusts' | 'send'> & {
  calls: DesktopCalls
  /** Loads the page. Rejects if it cannot be loaded. */
  load(): Promise<void>
  /**
   * Applies a change of the session or of the person's role: rebuilds the menu, drops messages
   * that were held before, and cancels a print dialog. Clears a copied secret when the session ends
   * or is locked.
   */
  updateSessionPresence(session: SessionPresence): void
  /** Warns in the page, and with a system notification if the window is not focused. */
  warnOfIdleness(warning: IdleWarning): void
  /** Clears a copied recovery key or copied backup codes from the clipboard. */
  clearCopiedSecret(): Promise<void>
}

/** Opens the window with its settings, menus, dialogs, clipboard and printer. Requires `ready`. */
export function openDesktop(deps: OpenDesktopDeps): Desktop {
  const { origin, paths, dataFolder, accounts, clock, timers, policy, log } = deps
  const { store } = accounts
  const settings = createSettings({
    file: join(dataFolder, 'settings.json'),
    preferredLanguages: app.getPreferredSystemLanguages(),
    onChanged: apply,
  })
  const translate: Translate = (key, values) => createTranslate(settings.current().resolvedLanguage)(key, values)

  const pageSession = session.fromPartition('latchkey') // in memory: no `persist:`
  if (!origin.developer) serveFolder(pageSession, paths.renderer)
  const window = openWindow({ session: pageSession, settings, log, origin, ...paths })
  const page = createPage(window, { origin, monotonic: () => clock.monotonic(), heldMessageMs: policy.heldMessageMs })

  // By name, because an import of what Electron 33 lacks would not load there.
  const Item = Reflect.get(electron, 'ClipboardItem') as ItemConstructor | undefined
  const secretClipboard = createSecretClipboard({
    clipboard: systemClipboard(process.platform, clipboard, Item),
    timers,
    onCleared: () => page.send('desktop:clipboardCleared', undefined),
  })
  const desktop: DesktopDeps = {
    store,
    transfer: accounts.transfer,
    activity: accounts.calls.activity,
    pageSize: limits.activityMax,
    translate,
    settings,
    secretClipboard,
    dialogs: systemDialogs(window, translate),
    print: printPage,
    fileManager: shell,
    writeClipboard: (text) => void clipboard.writeText(text),
    protectScreen: (on) => window.setContentProtection(on),
    today: () =>
      new Intl.DateTimeFormat(settings.current().resolvedLanguage, { dateStyle: 'long' }).format(clock.now()),
    dateTime: (at) => formatDateTime(settings.current().resolvedLanguage, at),
    dataFolder,
    collectDiagnostics: () => ({
      versions: versions(),
      system: `${version()} ${release()} ${process.arch}`,
      language: settings.current().resolvedLanguage,
      dataFolder,
      homeFolder: homedir(),
      storeProblem: store.problem,
    }),
  }
  const calls = createDesktopCalls(desktop, accounts.handler)
  const menuBar = createMenuBar({
    translate,
    settings,
    calls,
    send: page.send,
    developer: origin.developer,
    versions,
    icon: paths.icon,
  })
  attachContextMenu(window, translate)
  app.on('second-instance', () => bringToFront(window))

  function apply(changed: Settings): void {
    applySettings(window, changed)
    menuBar.rebuild()
    page.send('desktop:settingsChanged', changed)
  }

  return {
    trusts: page.trusts,
    send: page.send,
    calls,
    load: () => load(window, origin.page),
    updateSessionPresence(session) {
      if (!menuBar.updateSession(session)) return
      page.dropSessionMessages()
      cancelPrinting()
      if (session === 'here' || session === 'owner') return
      void secretClipboard.clear()
    },
    warnOfIdleness(warning) {
      page.send('auth:idleWarning', warning)
      if (!window.isFocused()) notify(window, idleNotice(warning.logOutAt - clock.now(), translate))
    },
    clearCopiedSecret: () => secretClipboard.clear(),
  }
}

/** Loads the page. Closing the window before the page has loaded is not a failed start. */
async function load(window: BrowserWindow, page: string): Promise<void> {
  const closed = new Promise<void>((resolve) => window.webContents.once('destroyed', () => resolve()))
  await Promise.race([window.loadURL(page), closed])
}

function versions(): Versions {
  const { electron, chrome, node } = process.versions
  return { app: app.getVersion(), electron, chromium: chrome, node, development: isDevelopmentBuild(electron) }
}
