import { useEffect, useState } from 'react'
import { sectionIds, sections, type SectionId } from './sections'

/** A card counts as current once its top has come into this upper part of the window. */
const upperPart = 0.4

/** Which card is being read: the last that has come far enough up; at the end of the page the last of all. */
export function useCurrentSection(): SectionId {
  const [current, setCurrent] = useState<SectionId>('profile')
  useEffect(() => {
    const look = () => setCurrent(readNow())
    window.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
    return () => {
      window.removeEventListener('scroll', look)
      window.removeEventListener('resize', look)
    }
  }, [])
  return current
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
