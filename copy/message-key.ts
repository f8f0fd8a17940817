import type accountsEn from './accounts.en.json'
import type en from './en.json'

/**
 * The key of a message shown to the user. A key that is missing from the English files does not
 * compile.
 */
export type MessageKey = keyof typeof en | keyof typeof accountsEn

/**
 * The messages of one language. Those of the page Accounts are a file of their own, which loads
 * with it. tests/copy/ compares keys and placeholders of the languages.
 */
export type Catalogue = Readonly<Record<keyof typeof en, string>>
