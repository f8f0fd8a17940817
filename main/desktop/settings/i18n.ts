import en from '../../../copy/en.json'
import fr from '../../../copy/fr.json'
import type { Catalogue, MessageKey } from '../../../copy/message-key'
import { product } from '../../../copy/product'
import type { Language } from './language'

const catalogues: Readonly<Record<Language, Catalogue>> = { en, fr }

/** Says a line of the catalogue, its placeholders filled. */
export type Translate = (key: MessageKey, values?: Readonly<Record<string, string>>) => string

/**
 * What main itself has to write (menus, dialogs, key sheet, CSV) in one language. These lines hold plain `{placeholders}`
 * only, so the formatter that the screens carry for plurals is not needed here.
 */
export function createTranslate(language: Language): Translate {
  return (key, values = {}) => {
    const known: Readonly<Record<string, string>> = { app: product, ...values }
    return catalogues[language][key].replace(/\{(\w+)\}/g, (placeholder, name: string) => known[name] ?? placeholder)
  }
}
