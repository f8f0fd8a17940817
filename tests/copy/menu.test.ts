import type { MenuItemConstructorOptions as Item } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import en from '../../copy/en.json'
import fr from '../../copy/fr.json'
import { product } from '../../copy/product'
import { menuTemplate, type SessionPresence } from '../../main/desktop/menu/menu'
import { createTranslate } from '../../main/desktop/settings/i18n'

const languages = ['en', 'fr'] as const
/** Without macOS, which has no access keys. */
const platforms = ['linux', 'win32'] as const
const sessions: SessionPresence[] = ['empty', 'none', 'here', 'locked']

type Language = (typeof languages)[number]
type Platform = (typeof platforms)[number]

function menuBar(language: Language, platform: Platform, session: SessionPresence): Item[] {
  const handler = vi.fn()
  return menuTemplate({
    translate: createTranslate(language),
    platform,
    state: { session, theme: 'system', language: 'system', developer: true },
    actions: {
      command: handler,
      theme: handler,
      language: handler,
      zoom: handler,
      showDataFolder: handler,
      copyDiagnostics: handler,
      about: handler,
    },
  })
}

/** The labels of each menu level: first of this menu, then of its submenus. */
function groupsOf(items: Item[]): string[][] {
  const visibleItems = items.filter(({ type, visible }) => type !== 'separator' && visible !== false)
  const submenus = visibleItems.flatMap(({ submenu }) => (Array.isArray(submenu) ? groupsOf(submenu) : []))
  return [visibleItems.map(({ label = '' }) => label), ...submenus]
}

const accessKeysOf = (label: string) =>
  [...label.matchAll(/&(.?)/gu)].map(([, accessKey = '']) => accessKey.toLowerCase())

describe.each(languages)('menu access keys, %s', (language) => {
  describe.each(platforms)('%s', (platform) => {
    it.each(sessions)('has one access key per label, unique in its menu; session: %s', (session) => {
      for (const labels of groupsOf(menuBar(language, platform, session))) {
        const accessKeys = labels.map((label) => accessKeysOf(label).join())
        for (const accessKey of accessKeys) expect(accessKey, labels.join(' | ')).toMatch(/^\p{L}$/u)
        expect(new Set(accessKeys).size, labels.join(' | ')).toBe(accessKeys.length)
      }
    })
  })

  it('checks every message that has an access key', () => {
    const checked = platforms.flatMap((platform) => groupsOf(menuBar(language, platform, 'here')).flat())
    const messages = Object.entries({ en, fr }[language]).filter(
      ([key, message]) => /^menu\./.test(key) && message.includes('&'),
    )
    const expected = messages.map(([, message]) => message.replace('{app}', product))
    expect([...new Set(checked)].sort()).toEqual([...new Set(expected)].sort())
  })
})
