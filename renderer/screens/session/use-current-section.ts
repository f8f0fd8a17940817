import { useEffect } from 'react'
import { useActions, useAuth } from '../../app/store-context'
import type { SectionId } from '../../store/state'
import { sectionIds, sections } from './sections'

/** A card counts as current once its top has come into this upper part of the window. */
const upperPart = 0.4

/**
 * Which card is being read: the last that has come far enough up; at the end of the page the last of all. The store
 * knows it too, so that an unlocked session goes on there.
 */
export function useCurrentSection(): SectionId {
  const reading = useAuth(({ screen }) => (screen.name === 'session' ? screen.reading : 'top'))
  const { nowReading } = useActions()
  useEffect(() => {
    const look = () => nowReading(window.scrollY === 0 ? 'top' : readNow())
    window.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
    return () => {
      window.removeEventListener('scroll', look)
      window.removeEventListener('resize', look)
    }
  }, [nowReading])
  return reading === 'top' ? 'profile' : reading
}

function readNow(): SectionId {
  const { scrollHeight, clientHeight, scrollTop } = document.documentElement
  const atEnd = scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1
  const reached = sections.filter(({ id }) => atEnd || topOf(id) <= window.innerHeight * upperPart)
  return reached.at(-1)?.id ?? 'profile'
}

function topOf(id: SectionId): number {
  return document.getElementById(sectionIds[id])?.getBoundingClientRect().top ?? Infinity
}
