import type { Time } from '../../preload/contract'

/** The number of local midnights between two times. */
export function daysBetween(from: Time, to: Time): number {
  const midnight = (at: Time) => new Date(at).setHours(0, 0, 0, 0)
  return Math.round((midnight(to) - midnight(from)) / 86_400_000)
}

export type PartOfDay = 'morning' | 'afternoon' | 'evening'

/** The part of the local day: morning from 5, afternoon from 12, evening from 18 to 5. */
export function partOfDay(at: Time): PartOfDay {
  const hour = new Date(at).getHours()
  if (hour < 5 || hour >= 18) return 'evening'
  return hour < 12 ? 'morning' : 'afternoon'
}
