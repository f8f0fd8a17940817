import { useFormats } from '../formats'

/** Minutes and seconds left, for the eye only: what is spoken goes through the live regions, a few times, not each second. */
export function Countdown({ seconds }: { seconds: number }) {
  return <span aria-hidden="true">{useFormats().clock(seconds)}</span>
}
