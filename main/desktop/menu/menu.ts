import type { MenuItemConstructorOptions as Item } from 'electron'
import type { MenuCommand, Settings } from '../../../preload/desktop'
import { product } from '../../../copy/product'
import type { Translate } from '../settings/i18n'
import type { ZoomChange } from '../window/zoom'

/**
 * No account exists, no session is open, the session of a member or of an owner is open, or the
 * open session is locked.
 */
export type SessionPresence = 'empty' | 'none' | 'here' | 'owner' | 'locked'

export type MenuState = {
  session: SessionPresence
  theme: Settings['theme']
  language: Settings['language']
  developer: boolean
}
const isOpen = ({ session }: MenuState) => session === 'here' || session === 'owner'

export type MenuActions = {
  /** Sends a command to the screens. */
  command(command: MenuCommand): void
  theme(theme: Settings['theme']): void
  language(language: Settings['language']): void
  zoom(change: ZoomChange): void
  showDataFolder(): void
  copyDiagnostics(): void
  about(): void
}
export type MenuDeps = { translate: Translate; platform: NodeJS.Platform; state: MenuState; actions: MenuActions }

/**
 * The template of the menu bar. Every role has a translated label, because Electron's own labels
 * are English. The bar is shown on every screen and in every build: keyboard and screen reader
 * users depend on it.
 */
export function menuTemplate(deps: MenuDeps): Item[] {
  const isMac = deps.platform === 'darwin'
  return [
    ...(isMac ? [appMenu(deps)] : []),
    fileMenu(deps),
    editMenu(deps),
    viewMenu(deps),
    ...(isMac ? [windowMenu(deps)] : []),
    ...(deps.state.developer ? [developerMenu(deps)] : []),
    helpMenu(deps),
  ]
}

const separator: Item = { type: 'separator' }

function appMenu({ translate, state, actions }: MenuDeps): Item {
  return {
    label: product,
    submenu: [
      { id: 'about', label: translate('menu.about'), click: () => actions.about() },
      separator,
      settingsItem(translate('menu.settings'), state, actions),
      separator,
      { id: 'hide', role: 'hide', label: translate('menu.hide') },
      separator,
      { id: 'quit', role: 'quit', label: translate('menu.quitApp') },
    ],
  }
}

function fileMenu({ translate, platform, state, actions }: MenuDeps): Item {
  const quitItems: Record<string, Item> = {
    win32: { id: 'quit', role: 'quit', label: translate('menu.exit'), accelerator: 'Alt+F4' },
    linux: { id: 'quit', role: 'quit', label: translate('menu.quit'), accelerator: 'Ctrl+Q' },
  }
  const quitItem = quitItems[platform]
  return {
    label: translate('menu.file'),
    submenu: [
      {
        id: 'createAccount',
        label: translate('menu.createAccount'),
        accelerator: 'CmdOrCtrl+N',
        enabled: state.session === 'empty' || state.session === 'none',
        click: () => actions.command('createAccount'),
      },
      {
        id: 'lock',
        label: translate('menu.lock'),
        accelerator: 'CmdOrCtrl+Shift+L',
        enabled: isOpen(state),
        click: () => actions.command('lock'),
      },
      // No accelerator: pressing it by mistake would lose work.
      {
        id: 'logOut',
        label: translate('menu.logOut'),
        enabled: isOpen(state) || state.session === 'locked',
        click: () => actions.command('logOut'),
      },
      separator,
      {
        id: 'import',
        label: translate('menu.import'),
        enabled: state.session !== 'locked',
        click: () => actions.command('import'),
      },
      {
        id: 'backUp',
        label: translate('menu.backUp'),
        enabled: isOpen(state),
        click: () => actions.command('backUp'),
      },
      {
        id: 'restore',
        label: translate('menu.restore'),
        enabled: isOpen(state) || state.session === 'empty',
        click: () => actions.command('restore'),
      },
      ...(quitItem
        ? [separator, settingsItem(translate('menu.securitySettings'), state, actions), separator, quitItem]
        : []),
    ],
  }
}

function settingsItem(label: string, state: MenuState, actions: MenuActions): Item {
  return {
    id: 'securitySettings',
    label,
    accelerator: 'CmdOrCtrl+,',
    enabled: isOpen(state),
    click: () => actions.command('securitySettings'),
  }
}

function editMenu({ translate }: MenuDeps): Item {
  return {
    label: translate('menu.edit'),
    submenu: [
      { id: 'undo', role: 'undo', label: translate('menu.undo') },
      { id: 'redo', role: 'redo', label: translate('menu.redo') },
      separator,
      { id: 'cut', role: 'cut', label: translate('menu.cut') },
      { id: 'copy', role: 'copy', label: translate('menu.copy') },
      { id: 'paste', role: 'paste', label: translate('menu.paste') },
      separator,
      { id: 'selectAll', role: 'selectAll', label: translate('menu.selectAll') },
    ],
  }
}

function viewMenu({ translate, platform, state, actions }: MenuDeps): Item {
  const isMac = platform === 'darwin'
  const page = (name: 'home' | 'activity' | 'settings' | 'accounts', accelerator: string): Item => ({
    id: name,
    label: translate(`menu.page.${name}`),
    accelerator,
    enabled: isOpen(state),
    click: () => actions.command(name),
  })
  const theme = (value: Settings['theme']): Item => ({
    id: `theme.${value}`,
    label: translate(`menu.theme.${value}`),
    type: 'radio',
    checked: state.theme === value,
    click: () => actions.theme(value),
  })
  const language = (value: Settings['language']): Item => ({
    id: `language.${value}`,
    label: translate(`menu.language.${value}`),
    type: 'radio',
    checked: state.language === value,
    click: () => actions.language(value),
  })
  return {
    label: translate(isMac ? 'menu.viewMac' : 'menu.view'),
    submenu: [
      page('home', 'CmdOrCtrl+1'),
      page('activity', 'CmdOrCtrl+2'),
      page('settings', 'CmdOrCtrl+3'),
      { ...page('accounts', 'CmdOrCtrl+4'), enabled: state.session === 'owner' },
      separator,
      ...zoomItems(translate, actions),
      separator,
      { label: translate('menu.theme'), submenu: [theme('system'), theme('light'), theme('dark')] },
      { label: translate('menu.language'), submenu: [language('system'), language('en'), language('fr')] },
      separator,
      {
        id: 'fullScreen',
        role: 'togglefullscreen',
        label: translate('menu.fullScreen'),
        accelerator: isMac ? 'Ctrl+Cmd+F' : 'F11',
      },
    ],
  }
}

function zoomItems(translate: Translate, actions: MenuActions): Item[] {
  const item = (change: ZoomChange, label: string, accelerator: string): Item => ({
    id: `zoom.${change}`,
    label,
    accelerator,
    click: () => actions.zoom(change),
  })
  // Further accelerators for the same items: without Shift, and on the numeric keypad.
  const hiddenItem = (change: ZoomChange, accelerator: string): Item => ({
    label: accelerator,
    accelerator,
    visible: false,
    click: () => actions.zoom(change),
  })
  return [
    item('actual', translate('menu.actualSize'), 'CmdOrCtrl+0'),
    item('in', translate('menu.zoomIn'), 'CmdOrCtrl+Plus'),
    item('out', translate('menu.zoomOut'), 'CmdOrCtrl+-'),
    hiddenItem('in', 'CmdOrCtrl+='),
    hiddenItem('in', 'CmdOrCtrl+numadd'),
    hiddenItem('out', 'CmdOrCtrl+numsub'),
    hiddenItem('actual', 'CmdOrCtrl+num0'),
  ]
}

function windowMenu({ translate }: MenuDeps): Item {
  return {
    label: translate('menu.window'),
    submenu: [
      { id: 'minimize', role: 'minimize', label: translate('menu.minimize') },
      { id: 'zoom', role: 'zoom', label: translate('menu.zoom') },
      { id: 'close', role: 'close', label: translate('menu.close') },
    ],
  }
}

function developerMenu({ translate, actions }: MenuDeps): Item {
  return {
    label: translate('menu.developer'),
    submenu: [
      {
        id: 'apiExplorer',
        label: translate('menu.apiExplorer'),
        accelerator: 'CmdOrCtrl+Shift+E',
        click: () => actions.command('apiExplorer'),
      },
      { id: 'reload', role: 'reload', label: translate('menu.reload'), accelerator: 'CmdOrCtrl+R' },
      { id: 'devTools', role: 'toggleDevTools', label: translate('menu.devTools'), accelerator: 'CmdOrCtrl+Shift+I' },
    ],
  }
}

function helpMenu({ translate, platform, actions }: MenuDeps): Item {
  return {
    label: translate('menu.help'),
    role: 'help',
    submenu: [
      {
        id: 'shortcuts',
        label: translate('menu.shortcuts'),
        accelerator: 'CmdOrCtrl+/',
        click: () => actions.command('shortcuts'),
      },
      separator,
      { id: 'dataFolder', label: translate('menu.dataFolder'), click: () => actions.showDataFolder() },
      { id: 'diagnostics', label: translate('menu.diagnostics'), click: () => actions.copyDiagnostics() },
      ...(platform === 'darwin'
        ? []
        : [separator, { id: 'about', label: translate('menu.about'), click: () => actions.about() }]),
    ],
  }
}
