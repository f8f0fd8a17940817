import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { limits } from '../../preload/contract'
import { useText, type MessageKey } from '../app/intl'
import type { Score } from './strength'
import { useAnnounce } from '../a11y/Announcer'
import styles from './PasswordAdvice.module.css'
import { missingCharacters } from './rules'
import { useStrength } from './use-strength'

/** Speaking at every key would talk over the typing. */
const silenceMs = 1_000

/**
 * Two lines under a new password: how many characters are missing, and how strong it is. Advice only, nothing is ever
 * refused here. Both lines keep the height of their longest text, so that nothing below them moves.
 */
export function PasswordAdvice({ password, email }: { password: string; email: string }) {
  const text = useText()
  const score = useStrength(password, email)
  const missing = missingCharacters(password)
  const more = (n: number) => text('register.pw.more', { n })
  const level = (of: Score) => text('register.pw.strength', { level: text(levels[of]) })
  const counter = password === '' ? '' : missing > 0 ? more(missing) : text('register.pw.enough')
  const strength = score === null ? '' : level(score)
  useSpokenOnceQuiet(password, [counter, strength].filter(Boolean).join('. '))

  const enough = password !== '' && missing === 0
  return (
    <div className={styles['advice']}>
      <Line longest={[more(limits.passwordMinCodePoints), `✓ ${text('register.pw.enough')}`]}>
        {enough && <span aria-hidden="true">✓ </span>}
        <span className={enough ? styles['enough'] : undefined}>{counter}</span>
      </Line>
      <Line longest={scores.map(level)}>{strength}</Line>
    </div>
  )
}

/** As high as the highest of its texts at this width: each is laid out unseen in the same place, by CSS alone. */
function Line({ longest, children }: { longest: string[]; children: ReactNode }) {
  return (
    <p className={styles['line']}>
      {longest.map((text) => (
        <span key={text} className={styles['ghost']} data-text={text} />
      ))}
      <span>{children}</span>
    </p>
  )
}

function useSpokenOnceQuiet(password: string, advice: string) {
  const { polite } = useAnnounce()
  const speak = useEffectEvent(() => polite(advice))
  useEffect(() => {
    if (password === '') return
    const timer = setTimeout(speak, silenceMs)
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
