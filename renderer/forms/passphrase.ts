import type { Language } from '../app/intl'

/** 5 words of 2,048 are 5 × 11 = 55 bits: out of reach for guesses that are throttled. */
export const passphraseWords = 5
const listLength = 2048

const wordLists = { en: () => import('../words/en.json'), fr: () => import('../words/fr.json') }

/** Draws words of a language with the system's random source. The words stay in this window. */
export async function suggestPassphrase(language: Language): Promise<string> {
  const words = (await wordLists[language]()).default.split(' ')
  // 65,536 is a multiple of 2,048: every word is equally likely.
  const drawn = crypto.getRandomValues(new Uint16Array(passphraseWords))
  return Array.from(drawn, (number) => words[number % listLength]).join(' ')
}
