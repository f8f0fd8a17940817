import { useFormats } from '../app/formats'

type TimeProps = { at: number; form?: 'dateTime' | 'time' | 'date' }

/** A formatted date or time, with the exact value in `dateTime`. */
export function Time({ at, form = 'dateTime' }: TimeProps) {
  return <time dateTime={new Date(at).toISOString()}>{useFormats()[form](at)}</time>
}
