import type { Language } from '../app/intl'

/** 5 words of 2,048 are 5 × 11 = 55 bits: as many as nobody guesses at the pace that the pauses leave. */
export const passphraseWords = 5
const listLength = 2048

const lists = { en: () => import('../words/en.json'), fr: () => import('../words/fr.json') }

/** Words of the given language, drawn by the system's random source. Made here, sent nowhere. */
export async function suggestPassphrase(language: Language): Promise<string> {
  const words = (await lists[language]()).default.split(' ')
  // 65,536 is a multiple of 2,048: every word is equally likely.
  const drawn = crypto.getRandomValues(new Uint16Array(passphraseWords))
  return Array.from(drawn, (number) => words[number % listLength]).join(' ')
}
