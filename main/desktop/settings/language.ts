import type { Settings } from '../../../preload/desktop'

export type Language = Settings['resolvedLanguage']

/** The language the app speaks: the one chosen, else the first of the system's that it knows, else English. */
export function resolveLanguage(chosen: Settings['language'], preferred: readonly string[]): Language {
  if (chosen !== 'system') return chosen
  for (const tag of preferred) {
    const [language] = tag.toLowerCase().split(/[-_]/)
    if (language === 'en' || language === 'fr') return language
  }
  return 'en'
}
