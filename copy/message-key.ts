import type accountsEn from './accounts.en.json'
import type en from './en.json'
import type restoreEn from './restore.en.json'

/**
 * The key of a message shown to the user. A key that is missing from the English files does not
 * compile.
 */
export type MessageKey = keyof typeof en | keyof typeof accountsEn | keyof typeof restoreEn

/**
 * The messages of one language. Those of the page Accounts and of the restore dialog are files of
 * their own, which load with them. tests/copy/ compares keys and placeholders of the languages.
 */
export type Catalogue = Readonly<Record<keyof typeof en, string>>
