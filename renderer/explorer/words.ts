import { createElement, useCallback, useMemo, type ReactNode } from 'react'
import { IntlProvider, useIntl } from 'react-intl'
import en from './words/en.json'
import fr from './words/fr.json'

export type WordKey = keyof typeof en
export type Words = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

const words: Readonly<Record<string, Record<WordKey, string>>> = { en, fr }

/** Adds the explorer's messages to those of the window. They are separate so as not to ship. */
export function ExplorerWords({ children }: { children: ReactNode }) {
  const { locale, messages } = useIntl()
  const own = words[locale.split('-')[0] ?? 'en'] ?? en
  // Memoized: a new object would re-create every text below and announce it again.
  const all = useMemo(() => ({ ...(messages as Record<string, string>), ...own }), [messages, own])
  return createElement(IntlProvider, { locale, messages: all }, children)
}

/** Translates the explorer's messages into the current language. */
export function useWords(): Words {
  const { formatMessage } = useIntl()
  return useCallback<Words>((id, values) => formatMessage({ id }, values), [formatMessage])
}
