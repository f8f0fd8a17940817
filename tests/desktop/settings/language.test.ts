import { describe, expect, it } from 'vitest'
import { resolveLanguage } from '../../../main/desktop/settings/language'
import { createTranslate } from '../../../main/desktop/settings/i18n'

describe('the language', () => {
  it.each([
    [['fr-FR'], 'fr'],
    [['fr_CA.UTF-8'], 'fr'],
    [['en-GB', 'fr'], 'en'],
    [['de-DE', 'fr-CH', 'en'], 'fr'],
    [['de'], 'en'],
    [['frr'], 'en'],
    [[], 'en'],
    [['C'], 'en'],
  ] as const)('follows the preferred languages of the system, %j: %s', (preferred, language) => {
    expect(resolveLanguage('system', preferred)).toBe(language)
  })

  it('is the chosen one, whatever the system prefers', () => {
    expect(resolveLanguage('fr', ['en-US'])).toBe('fr')
    expect(resolveLanguage('en', ['fr-FR'])).toBe('en')
  })
})

describe('messages', () => {
  it('are in the chosen language and contain the name of the app', () => {
    expect(createTranslate('en')('menu.about')).toBe('&About Latchkey')
    expect(createTranslate('fr')('menu.about')).toBe('À &propos de Latchkey')
  })

  it('have their placeholders replaced, but not those within inserted values', () => {
    expect(createTranslate('en')('about.version', { version: '{app} $& 1' })).toBe('Version {app} $& 1')
  })

  it('keep placeholders without a value, and ignore inherited values', () => {
    expect(createTranslate('en')('about.version')).toBe('Version {version}')
    expect(
      createTranslate('en')('about.version', Object.create({ version: 'inherited' }) as Record<string, string>),
    ).toBe('Version {version}')
  })
})
