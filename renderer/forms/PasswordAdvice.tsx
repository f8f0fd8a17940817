import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { limits } from '../../preload/contract'
import { useText, type MessageKey } from '../app/intl'
import type { Score } from './strength'
import { useAnnounce } from '../a11y/Announcer'
import styles from './PasswordAdvice.module.css'
import { missingCharacters } from './rules'
import { useStrength } from './use-strength'

/** An announcement at every key would interrupt the echo of the typed keys. */
const announceDelayMs = 1_000

/**
 * Two lines under a new password: how many characters are missing, and how strong it is. Only
 * advice: it rejects nothing. Both lines keep the height of their longest text, so that the layout
 * does not move.
 */
export function PasswordAdvice({ password, email }: { password: string; email: string }) {
  const text = useText()
  const score = useStrength(password, email)
  const missing = missingCharacters(password)
  const missingText = (n: number) => text('register.pw.more', { n })
  const strengthText = (score: Score) => text('register.pw.strength', { level: text(levels[score]) })
  const counter = password === '' ? '' : missing > 0 ? missingText(missing) : text('register.pw.enough')
  const strength = score === null ? '' : strengthText(score)
  useDebouncedAnnouncement(password, [counter, strength].filter(Boolean).join('. '))

  const enough = password !== '' && missing === 0
  return (
    <div className={styles['advice']}>
      <FixedHeightLine longest={[missingText(limits.passwordMinCodePoints), `✓ ${text('register.pw.enough')}`]}>
        {enough && <span aria-hidden="true">✓ </span>}
        <span className={enough ? styles['enough'] : undefined}>{counter}</span>
      </FixedHeightLine>
      <FixedHeightLine longest={scores.map(strengthText)}>{strength}</FixedHeightLine>
    </div>
  )
}

/**
 * As high as its highest text at this width: CSS lays all of them out, hidden, in the same place.
 */
function FixedHeightLine({ longest, children }: { longest: string[]; children: ReactNode }) {
  return (
    <p className={styles['line']}>
      {longest.map((text) => (
        <span key={text} className={styles['ghost']} data-text={text} />
      ))}
      <span>{children}</span>
    </p>
  )
}

function useDebouncedAnnouncement(password: string, advice: string) {
  const { polite } = useAnnounce()
  const announce = useEffectEvent(() => polite(advice))
  useEffect(() => {
    if (password === '') return
    const timer = setTimeout(announce, announceDelayMs)
    return () => clearTimeout(timer)
  }, [password])
}

const scores: readonly Score[] = [0, 1, 2, 3, 4]
const levels: Record<Score, MessageKey> = {
  0: 'register.pw.strength.0',
  1: 'register.pw.strength.1',
  2: 'register.pw.strength.2',
  3: 'register.pw.strength.3',
  4: 'register.pw.strength.4',
}
