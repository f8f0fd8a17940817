import type { MessageKey } from '../../intl'

/** The ids of the four cards, so that the list beside them can lead there. */
export const sectionIds = {
  profile: 'profile',
  session: 'session',
  security: 'security',
  activity: 'activity',
} as const
export type SectionId = keyof typeof sectionIds

export const sections: readonly { id: SectionId; title: MessageKey }[] = [
  { id: 'profile', title: 'profile.h2' },
  { id: 'session', title: 'facts.h2' },
  { id: 'security', title: 'sec.h2' },
  { id: 'activity', title: 'act.h2' },
]
