import type en from './en.json'

/** The key of a message shown to the user. A key that is missing from en.json does not compile. */
export type MessageKey = keyof typeof en

/** The messages of one language. tests/copy/ compares keys and placeholders of the languages. */
export type Catalogue = Readonly<Record<MessageKey, string>>
