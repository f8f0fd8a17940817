import { describe, expect, it } from 'vitest'
import en from '../../copy/en.json'
import fr from '../../copy/fr.json'
import type { MessageKey } from '../../copy/message-key'

/** What stands beside one another in the menu bar or in one menu, on Windows and Linux. */
const menus: Record<string, MessageKey[]> = {
  bar: ['menu.file', 'menu.edit', 'menu.view', 'menu.developer', 'menu.help'],
  'file, Linux': ['menu.createAccount', 'menu.lock', 'menu.logOut', 'menu.securitySettings', 'menu.quit'],
  'file, Windows': ['menu.createAccount', 'menu.lock', 'menu.logOut', 'menu.securitySettings', 'menu.exit'],
  edit: ['menu.undo', 'menu.redo', 'menu.cut', 'menu.copy', 'menu.paste', 'menu.selectAll'],
  view: ['menu.actualSize', 'menu.zoomIn', 'menu.zoomOut', 'menu.theme', 'menu.language', 'menu.fullScreen'],
  theme: ['menu.theme.system', 'menu.theme.light', 'menu.theme.dark'],
  language: ['menu.language.system', 'menu.language.en', 'menu.language.fr'],
  developer: ['menu.reload', 'menu.devTools'],
  help: ['menu.shortcuts', 'menu.dataFolder', 'menu.diagnostics', 'menu.about'],
}

describe.each([
  ['en', en],
  ['fr', fr],
])('menu letters, %s', (_, words) => {
  it.each(Object.entries(menus))('are one each and never twice in a menu: %s', (_menu, keys) => {
    const letters = keys.map((key) => /&(\p{L})/u.exec(words[key])?.[1]?.toLowerCase())
    expect(letters).not.toContain(undefined)
    expect(new Set(letters).size).toBe(keys.length)
  })
})
