import type { MessageKey } from '../../app/intl'
import type { Section, SectionId } from '../../store/state'

/** The element ids of the four cards, the targets of the side navigation. */
export const sectionIds = {
  profile: 'profile',
  session: 'session',
  security: 'security',
  activity: 'activity',
} as const satisfies Record<SectionId, string>

export const sections: readonly { id: SectionId; title: MessageKey }[] = [
  { id: 'profile', title: 'profile.h2' },
  { id: 'session', title: 'facts.h2' },
  { id: 'security', title: 'sec.h2' },
  { id: 'activity', title: 'act.h2' },
]

/** Scrolls to a card and focuses its heading, so screen readers follow. `top` has no effect. */
export function goToSection(section: Section): void {
  if (section === 'top') return
  const card = document.getElementById(sectionIds[section])
  card?.querySelector('h2')?.focus({ preventScroll: true })
  card?.scrollIntoView({ block: 'start' })
}
