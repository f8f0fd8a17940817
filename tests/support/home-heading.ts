type Language = 'en' | 'fr'

const greetings = { en: 'Good (morning|afternoon|evening)', fr: '(Bonjour|Bonsoir)' } as const

/** Matches the heading of Home, which greets by the hour: tests run at any hour. */
export const homeHeading = (name: string, language: Language = 'en') => new RegExp(`^${greetings[language]}, ${name}$`)
