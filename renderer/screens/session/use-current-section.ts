import { useEffect } from 'react'
import { useActions, useAuth } from '../../app/store-context'
import type { SectionId } from '../../store/state'
import { sectionIds, sections } from './sections'

/** A card is current once its top is within this upper fraction of the window. */
const upperFraction = 0.4

/**
 * The card in view: the last one scrolled far enough up, or the last of all at the end of the page.
 * The store holds it, so that an unlocked session resumes there.
 */
export function useCurrentSection(): SectionId {
  const visibleSection = useAuth(({ screen }) => (screen.name === 'session' ? screen.visibleSection : 'top'))
  const { setVisibleSection } = useActions()
  useEffect(() => {
    const update = () => setVisibleSection(window.scrollY === 0 ? 'top' : findCurrentSection())
    window.addEventListener('scroll', update, { passive: true })
    window.addEventListener('resize', update)
    return () => {
      window.removeEventListener('scroll', update)
      window.removeEventListener('resize', update)
    }
  }, [setVisibleSection])
  return visibleSection === 'top' ? 'profile' : visibleSection
}

function findCurrentSection(): SectionId {
  const { scrollHeight, clientHeight, scrollTop } = document.documentElement
  const atEnd = scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1
  const reached = sections.filter(({ id }) => atEnd || topOf(id) <= window.innerHeight * upperFraction)
  return reached.at(-1)?.id ?? 'profile'
}

function topOf(id: SectionId): number {
  return document.getElementById(sectionIds[id])?.getBoundingClientRect().top ?? Infinity
}
