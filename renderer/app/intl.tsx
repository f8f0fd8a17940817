import { useCallback, useLayoutEffect, useMemo, type ReactNode } from 'react'
import { IntlProvider, useIntl } from 'react-intl'
import type { Catalogue, MessageKey } from '../../copy/message-key'
import { product } from '../../copy/product'
import { limits } from '../../preload/contract'
import type { Settings } from '../../preload/desktop'

export type { MessageKey } from '../../copy/message-key'
export type Language = Settings['resolvedLanguage']
export type Messages = Catalogue
export type MessageValues = Readonly<Record<string, string | number>>

/** An untranslated text. State holds it, so that a change of language translates what is shown. */
export type Message = { readonly id: MessageKey; readonly values?: MessageValues }

/** Translates a key, or a stored message, into the current language. */
export type Translate = (message: MessageKey | Message, values?: MessageValues) => string

/** Placeholders that every message may use. */
const sharedValues = { app: product, min: limits.passwordMinCodePoints }

const catalogues = { en: () => import('../../copy/en.json'), fr: () => import('../../copy/fr.json') }

/** Loads the messages of a language. Each language is a chunk: only the current one is loaded. */
export async function loadMessages(language: Language): Promise<Messages> {
  return (await catalogues[language]()).default
}

/**
 * Provides the messages to its children and sets `lang` of the page. A change of language does not
 * remount the children, so typed input stays.
 */
export function Intl({
  language,
  messages,
  children,
}: {
  language: Language
  messages: Messages
  children: ReactNode
}) {
  useLayoutEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return (
    <IntlProvider locale={regionOf(language)} messages={messages}>
      {children}
    </IntlProvider>
  )
}

/** Adds messages that load later to those of the language that is shown. */
export function MoreMessages({
  messages,
  children,
}: {
  messages: Readonly<Record<Language, Readonly<Record<string, string>>>>
  children: ReactNode
}) {
  const { locale, messages: shown } = useIntl()
  const language: Language = locale.startsWith('fr') ? 'fr' : 'en'
  const all = useMemo(() => ({ ...shown, ...messages[language] }), [shown, messages, language]) as Messages
  return (
    <IntlProvider locale={locale} messages={all}>
      {children}
    </IntlProvider>
  )
}

/** Translates into the current language. The function changes only with the language. */
export function useText(): Translate {
  const { formatMessage } = useIntl()
  return useCallback<Translate>(
    (message, values) => {
      const { id, values: storedValues } = typeof message === 'string' ? { id: message } : message
      return formatMessage({ id }, { ...sharedValues, ...storedValues, ...values })
    },
    [formatMessage],
  )
}

/**
 * The person's region, for dates and numbers, if its language is the one shown: en-GB gives 21 Nov,
 * en-US gives Nov 21.
 */
function regionOf(language: Language): string {
  return navigator.languages.find((locale) => locale.split('-')[0] === language) ?? language
}
