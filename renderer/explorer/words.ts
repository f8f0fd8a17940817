import { createElement, useCallback, useMemo, type ReactNode } from 'react'
import { IntlProvider, useIntl } from 'react-intl'
import en from './words/en.json'
import fr from './words/fr.json'

export type WordKey = keyof typeof en
export type Words = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

const words: Readonly<Record<string, Record<WordKey, string>>> = { en, fr }

/** Adds the explorer's own words to those of the window: a catalogue of its own, so that what ships has none of them. */
export function ExplorerWords({ children }: { children: ReactNode }) {
  const { locale, messages } = useIntl()
  const own = words[locale.split('-')[0] ?? 'en'] ?? en
  // The same object at each render: a new one would make every text below it new, and be announced again.
  const all = useMemo(() => ({ ...(messages as Record<string, string>), ...own }), [messages, own])
  return createElement(IntlProvider, { locale, messages: all }, children)
}

/** The explorer's sentences in the current language. */
export function useWords(): Words {
  const { formatMessage } = useIntl()
  return useCallback<Words>((id, values) => formatMessage({ id }, values), [formatMessage])
}
