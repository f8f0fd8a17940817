import { useCallback, useLayoutEffect, type ReactNode } from 'react'
import { IntlProvider, useIntl } from 'react-intl'
import type { Catalogue, MessageKey } from '../../copy/message-key'
import { product } from '../../copy/product'
import { limits } from '../../preload/contract'
import type { Settings } from '../../preload/desktop'

export type { MessageKey } from '../../copy/message-key'
export type Language = Settings['resolvedLanguage']
export type Messages = Catalogue
export type MessageValues = Readonly<Record<string, string | number>>

/** What to say, not yet in a language: held by state, so that a change of language translates what is shown. */
export type Message = { readonly id: MessageKey; readonly values?: MessageValues }

/** Turns a key, or a message that was held, into a sentence of the current language. */
export type Text = (message: MessageKey | Message, values?: MessageValues) => string

/** Placeholders that every sentence may use. */
const always = { app: product, min: limits.passwordMinCodePoints }

const catalogues = { en: () => import('../../copy/en.json'), fr: () => import('../../copy/fr.json') }

/** The words of one language; each is a chunk of its own, so that nobody loads the other one. */
export async function loadMessages(language: Language): Promise<Messages> {
  return (await catalogues[language]()).default
}

/** Gives everything below it its words, and the page its `lang`. Changing the language keeps what was typed. */
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

/** The sentences of the current language. The function changes only when the language does. */
export function useText(): Text {
  const { formatMessage } = useIntl()
  return useCallback<Text>(
    (message, values) => {
      const { id, values: held } = typeof message === 'string' ? { id: message } : message
      return formatMessage({ id }, { ...always, ...held, ...values })
    },
    [formatMessage],
  )
}

/** Dates and numbers follow the person's region where it speaks the language that is shown: 21 Nov in Leeds. */
function regionOf(language: Language): string {
  return navigator.languages.find((locale) => locale.split('-')[0] === language) ?? language
}
