import type { MenuItemConstructorOptions as Item } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { menuTemplate, type MenuActions, type MenuState } from '../../../main/desktop/menu/menu'
import { createTranslate } from '../../../main/desktop/settings/i18n'

const loggedOut: MenuState = { session: 'none', theme: 'system', language: 'system', developer: false }

function fakeActions() {
  return {
    command: vi.fn(),
    theme: vi.fn(),
    language: vi.fn(),
    zoom: vi.fn(),
    showDataFolder: vi.fn(),
    copyDiagnostics: vi.fn(),
    about: vi.fn(),
  } satisfies MenuActions
}

type Options = { language?: 'en' | 'fr'; platform?: NodeJS.Platform; state?: Partial<MenuState>; actions?: MenuActions }

function menu({ language = 'en', platform = 'linux', state = {}, actions = fakeActions() }: Options = {}) {
  return menuTemplate({ translate: createTranslate(language), platform, state: { ...loggedOut, ...state }, actions })
}

const below = (item: Item): Item[] => (Array.isArray(item.submenu) ? item.submenu : [])
const all = (items: Item[]): Item[] => items.flatMap((item) => [item, ...all(below(item))])
const visible = (items: Item[]) => items.filter(({ visible: shown, type }) => shown !== false && type !== 'separator')
const find = (items: Item[], id: string) => all(items).find((item) => item.id === id)
const click = (items: Item[], id: string) => (find(items, id)?.click as (() => void) | undefined)?.()

/** The visible labels, without mnemonics, with their accelerators. */
const read = (items: Item[]): string[] =>
  visible(items).flatMap((item) => [
    [item.label?.replace('&', ''), item.accelerator].filter(Boolean).join(' | '),
    ...read(below(item)).map((line) => `  ${line}`),
  ])

describe('the menu bar', () => {
  it('has these items in English on Linux', () => {
    expect(read(menu())).toEqual([
      'File',
      '  Create an Account… | CmdOrCtrl+N',
      '  Lock | CmdOrCtrl+Shift+L',
      '  Log Out',
      '  Import Accounts…',
      '  Back Up Accounts…',
      '  Restore a Backup…',
      '  Security Settings… | CmdOrCtrl+,',
      '  Quit | Ctrl+Q',
      'Edit',
      '  Undo',
      '  Redo',
      '  Cut',
      '  Copy',
      '  Paste',
      '  Select All',
      'View',
      '  Home | CmdOrCtrl+1',
      '  Activity | CmdOrCtrl+2',
      '  Settings | CmdOrCtrl+3',
      '  Accounts | CmdOrCtrl+4',
      '  Actual Size | CmdOrCtrl+0',
      '  Zoom In | CmdOrCtrl+Plus',
      '  Zoom Out | CmdOrCtrl+-',
      '  Theme',
      '    System',
      '    Light',
      '    Dark',
      '  Language',
      '    System',
      '    English',
      '    Français',
      '  Full Screen | F11',
      'Help',
      '  Keyboard Shortcuts | CmdOrCtrl+/',
      '  Show Data Folder',
      '  Copy Diagnostic Details',
      '  About Latchkey',
    ])
  })

  it('has these items in French on Linux', () => {
    expect(read(menu({ language: 'fr' }))).toEqual([
      'Fichier',
      '  Créer un compte… | CmdOrCtrl+N',
      '  Verrouiller | CmdOrCtrl+Shift+L',
      '  Se déconnecter',
      '  Importer des comptes…',
      '  Sauvegarder les comptes…',
      '  Restaurer une sauvegarde…',
      '  Réglages de sécurité… | CmdOrCtrl+,',
      '  Quitter | Ctrl+Q',
      'Édition',
      '  Annuler',
      '  Rétablir',
      '  Couper',
      '  Copier',
      '  Coller',
      '  Tout sélectionner',
      'Affichage',
      '  Accueil | CmdOrCtrl+1',
      '  Activité | CmdOrCtrl+2',
      '  Réglages | CmdOrCtrl+3',
      '  Comptes | CmdOrCtrl+4',
      '  Taille réelle | CmdOrCtrl+0',
      '  Zoom avant | CmdOrCtrl+Plus',
      '  Zoom arrière | CmdOrCtrl+-',
      '  Thème',
      '    Système',
      '    Clair',
      '    Sombre',
      '  Langue',
      '    Système',
      '    English',
      '    Français',
      '  Plein écran | F11',
      'Aide',
      '  Raccourcis clavier | CmdOrCtrl+/',
      '  Afficher le dossier des données',
      '  Copier les détails de diagnostic',
      '  À propos de Latchkey',
    ])
  })

  it('ends the File menu with Exit on Windows', () => {
    expect(find(menu({ platform: 'win32' }), 'quit')).toMatchObject({ label: 'E&xit', accelerator: 'Alt+F4' })
  })

  it('has the app, View and Window menus on macOS, with About, Settings and Quit in the app menu', () => {
    const bar = menu({ platform: 'darwin', language: 'fr' })
    expect(bar.map(({ label }) => label?.replace('&', ''))).toEqual([
      'Latchkey',
      'Fichier',
      'Édition',
      'Présentation',
      'Fenêtre',
      'Aide',
    ])
    expect(read(below(bar[0] as Item))).toEqual([
      'À propos de Latchkey',
      'Réglages… | CmdOrCtrl+,',
      'Masquer Latchkey',
      'Quitter Latchkey',
    ])
    expect(find(bar, 'fullScreen')?.accelerator).toBe('Ctrl+Cmd+F')
    expect(visible(below(bar[1] as Item)).map(({ id }) => id)).toEqual([
      'createAccount',
      'lock',
      'logOut',
      'import',
      'backUp',
      'restore',
    ])
  })

  it.each(['linux', 'win32', 'darwin'] as const)('labels every item on %s, including roles', (platform) => {
    for (const item of all(menu({ platform, state: { developer: true } }))) {
      if (item.type !== 'separator') expect(item.label, JSON.stringify(item)).toBeTruthy()
    }
  })

  it.each(['linux', 'win32', 'darwin'] as const)('uses each accelerator only once on %s', (platform) => {
    const accelerators = all(menu({ platform, state: { developer: true } })).flatMap(({ accelerator }) =>
      accelerator ? [accelerator] : [],
    )
    expect(new Set(accelerators).size).toBe(accelerators.length)
  })

  it.each([
    ['empty', { createAccount: true, lock: false, logOut: false, backUp: false, restore: true }],
    [
      'none',
      { createAccount: true, lock: false, logOut: false, securitySettings: false, backUp: false, restore: false },
    ],
    ['owner', { accounts: true, home: true, lock: true, backUp: true }],
    [
      'here',
      {
        accounts: false,
        createAccount: false,
        lock: true,
        logOut: true,
        securitySettings: true,
        backUp: true,
        restore: true,
      },
    ],
    [
      'locked',
      { createAccount: false, lock: false, logOut: true, securitySettings: false, backUp: false, restore: false },
    ],
  ] as const)('enables the items that apply to the session: %s', (session, expected) => {
    const bar = menu({ state: { session } })
    for (const [id, enabled] of Object.entries(expected)) expect(find(bar, id)?.enabled, id).toBe(enabled)
  })

  it('checks the current theme and language', () => {
    const bar = menu({ state: { theme: 'dark', language: 'fr' } })
    const checked = all(bar).filter((item) => item.checked === true)
    expect(checked.map(({ id }) => id)).toEqual(['theme.dark', 'language.fr'])
  })

  it('has no developer menu, no reload and no developer tools outside developer mode', () => {
    const roles = all(menu()).map(({ role }) => role)
    for (const role of ['reload', 'forceReload', 'toggleDevTools'] as const) expect(roles).not.toContain(role)
    expect(find(menu({ state: { developer: true } }), 'reload')?.role).toBe('reload')
    expect(find(menu(), 'apiExplorer')).toBeUndefined()
  })

  it('sends the commands of the screens to them and runs the other actions itself', () => {
    const actions = fakeActions()
    const bar = menu({ actions, state: { developer: true } })
    const transfer = ['import', 'backUp', 'restore']
    const commands = ['createAccount', 'lock', 'logOut', ...transfer, 'securitySettings', 'shortcuts', 'apiExplorer']
    for (const id of commands) click(bar, id)
    expect(actions.command.mock.calls.flat()).toEqual(commands)
    click(bar, 'theme.light')
    click(bar, 'language.fr')
    for (const change of ['in', 'out', 'actual']) click(bar, `zoom.${change}`)
    click(bar, 'dataFolder')
    click(bar, 'diagnostics')
    click(bar, 'about')
    expect(actions.theme).toHaveBeenCalledWith('light')
    expect(actions.language).toHaveBeenCalledWith('fr')
    expect(actions.zoom.mock.calls.flat()).toEqual(['in', 'out', 'actual'])
    expect(actions.showDataFolder).toHaveBeenCalledOnce()
    expect(actions.copyDiagnostics).toHaveBeenCalledOnce()
    expect(actions.about).toHaveBeenCalledOnce()
  })
})
