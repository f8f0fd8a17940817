import type { MenuItemConstructorOptions as Item } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import en from '../../copy/en.json'
import fr from '../../copy/fr.json'
import { product } from '../../copy/product'
import { menuTemplate, type SessionPresence } from '../../main/desktop/menu/menu'
import { createTranslate } from '../../main/desktop/settings/i18n'

const languages = ['en', 'fr'] as const
/** macOS has no access keys. */
const platforms = ['linux', 'win32'] as const
const sessions: SessionPresence[] = ['empty', 'none', 'here', 'locked']

type Language = (typeof languages)[number]
type Platform = (typeof platforms)[number]

function menuBar(language: Language, platform: Platform, session: SessionPresence): Item[] {
  const action = vi.fn()
  return menuTemplate({
    translate: createTranslate(language),
    platform,
    state: { session, theme: 'system', language: 'system', developer: true },
    actions: {
      command: action,
      theme: action,
      language: action,
      zoom: action,
      showDataFolder: action,
      copyDiagnostics: action,
      about: action,
    },
  })
}

/** The labels that stand beside one another: those of this menu, then those of each menu below it. */
function groupsOf(items: Item[]): string[][] {
  const shown = items.filter(({ type, visible }) => type !== 'separator' && visible !== false)
  const below = shown.flatMap(({ submenu }) => (Array.isArray(submenu) ? groupsOf(submenu) : []))
  return [shown.map(({ label = '' }) => label), ...below]
}

const lettersOf = (label: string) => [...label.matchAll(/&(.?)/gu)].map(([, letter = '']) => letter.toLowerCase())

describe.each(languages)('menu letters, %s', (language) => {
  describe.each(platforms)('%s', (platform) => {
    it.each(sessions)('are one for each label and never twice in a menu; session: %s', (session) => {
      for (const labels of groupsOf(menuBar(language, platform, session))) {
        const letters = labels.map((label) => lettersOf(label).join())
        for (const letter of letters) expect(letter, labels.join(' | ')).toMatch(/^\p{L}$/u)
        expect(new Set(letters).size, labels.join(' | ')).toBe(letters.length)
      }
    })
  })

  it('are checked for every line of the catalogue that has one', () => {
    const checked = platforms.flatMap((platform) => groupsOf(menuBar(language, platform, 'here')).flat())
    const lines = Object.entries({ en, fr }[language]).filter(
      ([key, line]) => /^menu\./.test(key) && line.includes('&'),
    )
    const written = lines.map(([, line]) => line.replace('{app}', product))
    expect([...new Set(checked)].sort()).toEqual([...new Set(written)].sort())
  })
})
