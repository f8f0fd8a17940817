import type { Settings } from '../../../preload/desktop'

export type Language = Settings['resolvedLanguage']

/** The chosen language, else the first supported language of the system, else English. */
export function resolveLanguage(chosen: Settings['language'], preferred: readonly string[]): Language {
  if (chosen !== 'system') return chosen
  for (const tag of preferred) {
    const [language] = tag.toLowerCase().split(/[-_]/)
    if (language === 'en' || language === 'fr') return language
  }
  return 'en'
}
