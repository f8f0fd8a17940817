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
import { createKeyClipboard } from './files/secret-clipboard'
import { createDesktopCalls, type DesktopCalls, type DesktopDeps } from './calls/desktop-calls'
import { isDevelopmentBuild } from './lifecycle/development-build'
import type { Versions } from './lifecycle/diagnostics'
import { systemDialogs } from './files/dialogs'
import type { PageOrigin } from './security/guards'
import { createMenuBar, offerContextMenu } from './menu/menu-bar'
import type { SessionPresence } from './menu/menu'
import { idleNotice, notify } from './lifecycle/notification'
import { createPage, type Page } from './window/page'
import { printPage } from './files/printing'
import { serveFolder } from './security/protocol'
import { createSettings } from './settings/settings'
import type { Timers } from './lifecycle/timers'
import { bringForward, applySettings, openWindow } from './window/window'
import { createTranslate, type Translate } from './settings/i18n'

/** Where the built files stand. */
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
  /** Shows the page; rejects when that cannot be done. */
  load(): Promise<void>
  /**
   * Follows whether somebody is logged in: the menu, the commands that the page has not heard yet,
   * and the copied key, which goes with the session or a lock.
   */
  followSession(session: SessionPresence): void
  /** Warns in the page, and by a notification of the system while the window is not focused. */
  warnOfIdleness(warning: IdleWarning): void
  /** Takes a copied key off the clipboard. */
  forgetKey(): Promise<void>
}

/** Opens the window with its settings, menus, dialogs, clipboard and printer. Call it after `ready`. */
export function openDesktop(deps: OpenDesktopDeps): Desktop {
  const { origin, paths, dataFolder, accounts, clock, timers, policy, log } = deps
  const { store } = accounts
  const settings = createSettings({
    file: join(dataFolder, 'settings.json'),
    preferredLanguages: app.getPreferredSystemLanguages(),
    onChanged: apply,
  })
  const translate: Translate = (key, values) => createTranslate(settings.current().resolvedLanguage)(key, values)

  const pageSession = session.fromPartition('latchkey') // without `persist:`, hence in memory only
  if (!origin.developer) serveFolder(pageSession, paths.renderer)
  const window = openWindow({ session: pageSession, settings, log, origin, ...paths })
  const page = createPage(window, { origin, monotonic: () => clock.monotonic(), heldMessageMs: policy.heldMessageMs })

  const keyClipboard = createKeyClipboard({
    clipboard,
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
    keyClipboard,
    dialogs: systemDialogs(window, translate),
    print: printPage,
    fileManager: shell,
    writeClipboard: (text) => void clipboard.writeText(text),
    protectScreen: (on) => window.setContentProtection(on),
    today: () =>
      new Intl.DateTimeFormat(settings.current().resolvedLanguage, { dateStyle: 'long' }).format(clock.now()),
    dataFolder,
    diagnosed: () => ({
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
  offerContextMenu(window, translate)
  app.on('second-instance', () => bringForward(window))

  function apply(changed: Settings): void {
    applySettings(window, changed)
    menuBar.draw()
    page.send('desktop:settingsChanged', changed)
  }

  return {
    trusts: page.trusts,
    send: page.send,
    calls,
    load: () => load(window, origin.page),
    followSession(session) {
      if (!menuBar.follow(session)) return
      page.changeSession()
      if (session !== 'here') void keyClipboard.clear()
    },
    warnOfIdleness(warning) {
      page.send('auth:idleWarning', warning)
      if (!window.isFocused()) notify(window, idleNotice(warning.logOutAt - clock.now(), translate))
    },
    forgetKey: () => keyClipboard.clear(),
  }
}

/** Shows the page. A window that is closed before the page is there is an early end, no failed start. */
async function load(window: BrowserWindow, page: string): Promise<void> {
  const closed = new Promise<void>((resolve) => window.webContents.once('destroyed', () => resolve()))
  await Promise.race([window.loadURL(page), closed])
}

function versions(): Versions {
  const { electron, chrome, node } = process.versions
  return { app: app.getVersion(), electron, chromium: chrome, node, development: isDevelopmentBuild(electron) }
}
