import en from '../../../copy/en.json'
import fr from '../../../copy/fr.json'
import type { Catalogue } from '../../../copy/message-key'
import { product } from '../../../copy/product'
import type { Language } from './language'

const catalogues: Readonly<Record<Language, Catalogue>> = { en, fr }

/** Returns a message of the catalogue with its placeholders replaced. */
export type Translate = (key: keyof Catalogue, values?: Readonly<Record<string, string>>) => string

/**
 * Translates the messages of main (menus, dialogs, key sheet, CSV). They contain only plain
 * `{placeholders}`, so main does not need the plural formatter of the screens.
 */
export function createTranslate(language: Language): Translate {
  return (key, values = {}) => {
    const replacements: Readonly<Record<string, string>> = { app: product, ...values }
    return catalogues[language][key].replace(
      /\{(\w+)\}/g,
      (placeholder, name: string) => replacements[name] ?? placeholder,
    )
  }
}

/** A date and a time, as a sheet shows them. */
export function formatDateTime(language: Language, at: number): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(at)
}
