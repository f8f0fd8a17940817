import type { MenuItemConstructorOptions as Item } from 'electron'
import type { MenuCommand, Settings } from '../../../preload/desktop'
import { product } from '../../../copy/product'
import type { Say } from '../settings/i18n'
import type { ZoomChange } from '../window/zoom'

/** Nobody has an account, nobody is logged in, somebody is, or somebody is and the session is locked. */
export type SessionPresence = 'empty' | 'none' | 'here' | 'locked'

export type MenuState = {
  session: SessionPresence
  theme: Settings['theme']
  language: Settings['language']
  developer: boolean
}
export type MenuActions = {
  /** Handed to the screens. */
  command(command: MenuCommand): void
  theme(theme: Settings['theme']): void
  language(language: Settings['language']): void
  zoom(change: ZoomChange): void
  showDataFolder(): void
  copyDiagnostics(): void
  about(): void
}
export type MenuDeps = { say: Say; platform: NodeJS.Platform; state: MenuState; actions: MenuActions }

/**
 * The menu bar as a table. Every role carries a label of ours: Electron's own are English. The bar is there on every
 * screen and in every build, since whoever works by keyboard or screen reader finds the commands there.
 */
export function menuTemplate(deps: MenuDeps): Item[] {
  const mac = deps.platform === 'darwin'
  return [
    ...(mac ? [appMenu(deps)] : []),
    fileMenu(deps),
    editMenu(deps),
    viewMenu(deps),
    ...(mac ? [windowMenu(deps)] : []),
    ...(deps.state.developer ? [developerMenu(deps)] : []),
    helpMenu(deps),
  ]
}

const separator: Item = { type: 'separator' }

function appMenu({ say, state, actions }: MenuDeps): Item {
  return {
    label: product,
    submenu: [
      { id: 'about', label: say('menu.about'), click: () => actions.about() },
      separator,
      settingsItem(say('menu.settings'), state, actions),
      separator,
      { id: 'hide', role: 'hide', label: say('menu.hide') },
      separator,
      { id: 'quit', role: 'quit', label: say('menu.quitApp') },
    ],
  }
}

function fileMenu({ say, platform, state, actions }: MenuDeps): Item {
  const quit: Record<string, Item> = {
    win32: { id: 'quit', role: 'quit', label: say('menu.exit'), accelerator: 'Alt+F4' },
    linux: { id: 'quit', role: 'quit', label: say('menu.quit'), accelerator: 'Ctrl+Q' },
  }
  const last = quit[platform]
  return {
    label: say('menu.file'),
    submenu: [
      {
        id: 'createAccount',
        label: say('menu.createAccount'),
        accelerator: 'CmdOrCtrl+N',
        enabled: state.session === 'empty' || state.session === 'none',
        click: () => actions.command('createAccount'),
      },
      {
        id: 'lock',
        label: say('menu.lock'),
        accelerator: 'CmdOrCtrl+Shift+L',
        enabled: state.session === 'here',
        click: () => actions.command('lock'),
      },
      // No accelerator: a slip would cost work.
      {
        id: 'logOut',
        label: say('menu.logOut'),
        enabled: state.session === 'here' || state.session === 'locked',
        click: () => actions.command('logOut'),
      },
      separator,
      {
        id: 'import',
        label: say('menu.import'),
        enabled: state.session === 'here' || state.session === 'empty',
        click: () => actions.command('import'),
      },
      {
        id: 'backUp',
        label: say('menu.backUp'),
        enabled: state.session === 'here',
        click: () => actions.command('backUp'),
      },
      {
        id: 'restore',
        label: say('menu.restore'),
        enabled: state.session === 'here' || state.session === 'empty',
        click: () => actions.command('restore'),
      },
      ...(last ? [separator, settingsItem(say('menu.securitySettings'), state, actions), separator, last] : []),
    ],
  }
}

function settingsItem(label: string, state: MenuState, actions: MenuActions): Item {
  return {
    id: 'securitySettings',
    label,
    accelerator: 'CmdOrCtrl+,',
    enabled: state.session === 'here',
    click: () => actions.command('securitySettings'),
  }
}

function editMenu({ say }: MenuDeps): Item {
  return {
    label: say('menu.edit'),
    submenu: [
      { id: 'undo', role: 'undo', label: say('menu.undo') },
      { id: 'redo', role: 'redo', label: say('menu.redo') },
      separator,
      { id: 'cut', role: 'cut', label: say('menu.cut') },
      { id: 'copy', role: 'copy', label: say('menu.copy') },
      { id: 'paste', role: 'paste', label: say('menu.paste') },
      separator,
      { id: 'selectAll', role: 'selectAll', label: say('menu.selectAll') },
    ],
  }
}

function viewMenu({ say, platform, state, actions }: MenuDeps): Item {
  const mac = platform === 'darwin'
  const theme = (value: Settings['theme']): Item => ({
    id: `theme.${value}`,
    label: say(`menu.theme.${value}`),
    type: 'radio',
    checked: state.theme === value,
    click: () => actions.theme(value),
  })
  const language = (value: Settings['language']): Item => ({
    id: `language.${value}`,
    label: say(`menu.language.${value}`),
    type: 'radio',
    checked: state.language === value,
    click: () => actions.language(value),
  })
  return {
    label: say(mac ? 'menu.viewMac' : 'menu.view'),
    submenu: [
      ...zoomItems(say, actions),
      separator,
      { label: say('menu.theme'), submenu: [theme('system'), theme('light'), theme('dark')] },
      { label: say('menu.language'), submenu: [language('system'), language('en'), language('fr')] },
      separator,
      {
        id: 'fullScreen',
        role: 'togglefullscreen',
        label: say('menu.fullScreen'),
        accelerator: mac ? 'Ctrl+Cmd+F' : 'F11',
      },
    ],
  }
}

function zoomItems(say: Say, actions: MenuActions): Item[] {
  const item = (change: ZoomChange, label: string, accelerator: string): Item => ({
    id: `zoom.${change}`,
    label,
    accelerator,
    click: () => actions.zoom(change),
  })
  // The same keys as people find them: without Shift, and on the number pad.
  const also = (change: ZoomChange, accelerator: string): Item => ({
    label: accelerator,
    accelerator,
    visible: false,
    click: () => actions.zoom(change),
  })
  return [
    item('actual', say('menu.actualSize'), 'CmdOrCtrl+0'),
    item('in', say('menu.zoomIn'), 'CmdOrCtrl+Plus'),
    item('out', say('menu.zoomOut'), 'CmdOrCtrl+-'),
    also('in', 'CmdOrCtrl+='),
    also('in', 'CmdOrCtrl+numadd'),
    also('out', 'CmdOrCtrl+numsub'),
    also('actual', 'CmdOrCtrl+num0'),
  ]
}

function windowMenu({ say }: MenuDeps): Item {
  return {
    label: say('menu.window'),
    submenu: [
      { id: 'minimize', role: 'minimize', label: say('menu.minimize') },
      { id: 'zoom', role: 'zoom', label: say('menu.zoom') },
      { id: 'close', role: 'close', label: say('menu.close') },
    ],
  }
}

function developerMenu({ say, actions }: MenuDeps): Item {
  return {
    label: say('menu.developer'),
    submenu: [
      {
        id: 'apiExplorer',
        label: say('menu.apiExplorer'),
        accelerator: 'CmdOrCtrl+Shift+E',
        click: () => actions.command('apiExplorer'),
      },
      { id: 'reload', role: 'reload', label: say('menu.reload'), accelerator: 'CmdOrCtrl+R' },
      { id: 'devTools', role: 'toggleDevTools', label: say('menu.devTools'), accelerator: 'CmdOrCtrl+Shift+I' },
    ],
  }
}

function helpMenu({ say, platform, actions }: MenuDeps): Item {
  return {
    label: say('menu.help'),
    role: 'help',
    submenu: [
      {
        id: 'shortcuts',
        label: say('menu.shortcuts'),
        accelerator: 'CmdOrCtrl+/',
        click: () => actions.command('shortcuts'),
      },
      separator,
      { id: 'dataFolder', label: say('menu.dataFolder'), click: () => actions.showDataFolder() },
      { id: 'diagnostics', label: say('menu.diagnostics'), click: () => actions.copyDiagnostics() },
      ...(platform === 'darwin'
        ? []
        : [separator, { id: 'about', label: say('menu.about'), click: () => actions.about() }]),
    ],
  }
}
