import type en from './en.json'

/** Every sentence and word the app can say, on both sides of the border. A key that is not in en.json does not compile. */
export type MessageKey = keyof typeof en

/** One language's words. Both files hold the same keys with the same placeholders (tests/copy/). */
export type Catalogue = Readonly<Record<MessageKey, string>>
