import { createIntl } from 'react-intl'
import en from '../../../copy/en.json' with { type: 'json' }
import fr from '../../../copy/fr.json' with { type: 'json' }
import type { MessageKey } from '../../../copy/message-key'
import { product } from '../../../copy/product'
import { limits } from '../../../preload/contract'
import type { Settings } from '../../../preload/desktop'

export type Language = Settings['resolvedLanguage']
export type Translate = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string

/**
 * Formats catalogue messages as the screens do, so that tests find elements by the text a person
 * sees.
 */
export function translatorFor(language: Language): Translate {
  const intl = createIntl({ locale: language, messages: { en, fr }[language] })
  return (id, values) => intl.formatMessage({ id }, { app: product, min: limits.passwordMinCodePoints, ...values })
}
