import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import type { Time } from '../../preload/contract'
import { daysBetween } from './local-time'

export type Formats = {
  /** 21 November 2026 at 14:03 */
  readonly dateTime: (at: Time) => string
  /** 21 Nov 2026, 14:03 */
  readonly shortDateTime: (at: Time) => string
  /** Today, yesterday, or 21 November 2026 */
  readonly day: (at: Time, now: Time) => string
  /** 14:03 */
  readonly time: (at: Time) => string
  /** 21 November 2026 */
  readonly date: (at: Time) => string
  /** 0:27; two digits of seconds, so that the text keeps its width. */
  readonly clock: (seconds: number) => string
  /** 1 minute, 27 seconds; for screen readers. */
  readonly duration: (seconds: number) => string
  /** 15 minutes, 4 hours */
  readonly limit: (minutes: number) => string
}

/** Formats dates, numbers and durations in the current language and region. */
export function useFormats(): Formats {
  const { locale } = useIntl()
  return useMemo(() => createFormats(locale), [locale])
}

function createFormats(locale: string): Formats {
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' })
  const shortDateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const relativeDay = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const number = new Intl.NumberFormat(locale)
  const twoDigits = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 })
  const list = new Intl.ListFormat(locale, { type: 'unit' })
  const unit = (unit: 'hour' | 'minute' | 'second', n: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(n)
  return {
    dateTime: (at) => dateTime.format(at),
    shortDateTime: (at) => shortDateTime.format(at),
    date: (at) => date.format(at),
    time: (at) => time.format(at),
    day(at, now) {
      const days = daysBetween(at, now)
      return days === 0 || days === 1 ? capitalised(relativeDay.format(-days, 'day'), locale) : date.format(at)
    },
    clock: (seconds) => `${number.format(Math.floor(seconds / 60))}:${twoDigits.format(seconds % 60)}`,
    limit: (minutes) => (minutes % 60 === 0 ? unit('hour', minutes / 60) : unit('minute', minutes)),
    duration: (seconds) => {
      const minutes = Math.floor(seconds / 60)
      const rest = seconds % 60
      const parts = [minutes > 0 && unit('minute', minutes), (rest > 0 || minutes === 0) && unit('second', rest)]
      return list.format(parts.filter((part) => part !== false))
    },
  }
}

function capitalised(text: string, locale: string): string {
  const [first = '', ...rest] = Array.from(text)
  return first.toLocaleUpperCase(locale) + rest.join('')
}
