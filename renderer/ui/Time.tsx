import { useFormats } from '../app/formats'

type TimeProps = { at: number; form?: 'dateTime' | 'shortDateTime' | 'date' }

/** A moment in the person's words, with the exact one for machines. */
export function Time({ at, form = 'dateTime' }: TimeProps) {
  return <time dateTime={new Date(at).toISOString()}>{useFormats()[form](at)}</time>
}
