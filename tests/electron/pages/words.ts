import { createIntl } from 'react-intl'
import accountsEn from '../../../copy/accounts.en.json' with { type: 'json' }
import accountsFr from '../../../copy/accounts.fr.json' with { type: 'json' }
import en from '../../../copy/en.json' with { type: 'json' }
import fr from '../../../copy/fr.json' with { type: 'json' }
import restoreEn from '../../../copy/restore.en.json' with { type: 'json' }
import restoreFr from '../../../copy/restore.fr.json' with { type: 'json' }
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
  const intl = createIntl({
    locale: language,
    messages: { en: { ...en, ...accountsEn, ...restoreEn }, fr: { ...fr, ...accountsFr, ...restoreFr } }[language],
  })
  return (id, values) => intl.formatMessage({ id }, { app: product, min: limits.passwordMinCodePoints, ...values })
}
