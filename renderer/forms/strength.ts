import { createContext, useContext } from 'react'
import type { Language } from '../app/intl'

export type Score = 0 | 1 | 2 | 3 | 4
export type Estimate = (password: string, ownWords: string[]) => Score
export type StrengthLoader = (language: Language) => Promise<Estimate>

/** bcrypt reads no more, and the run time of zxcvbn grows with the length. */
const maxCharacters = 72

/** Loads zxcvbn and its word lists on first use, once per language. Makes no network request. */
export function createStrengthLoader(): StrengthLoader {
  const loaded = new Map<Language, Promise<Estimate>>()
  return (language) => {
    const estimate = loaded.get(language) ?? load(language)
    loaded.set(language, estimate)
    return estimate
  }
}

const LoaderContext = createContext<StrengthLoader>(load)

export const StrengthProvider = LoaderContext.Provider
export const useStrengthLoader = () => useContext(LoaderContext)

async function load(language: Language): Promise<Estimate> {
  const [{ ZxcvbnFactory }, common, english, french] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
    language === 'fr' ? import('@zxcvbn-ts/language-fr') : null,
  ])
  const dictionary = { ...common.dictionary, ...english.dictionary, ...french?.dictionary }
  const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: common.adjacencyGraphs })
  return (password, ownWords) => zxcvbn.check(password.slice(0, maxCharacters), ownWords).score
}
