import { useEffect, useMemo, useState } from 'react'
import { normaliseEmail } from '../../preload/text'
import { useAuth } from '../app/store-context'
import { useStrengthLoader, type Estimate, type Score } from './strength'
import { whenIdle } from '../app/when-idle'

/** An estimate takes 20–30 ms: not at every key of somebody who types fast. */
const debounceMs = 150

/** How hard a password is to guess, or null while nothing is typed or the word lists are still on their way. */
export function useStrength(password: string, email: string): Score | null {
  const estimate = useEstimate()
  const ownWords = useMemo(() => wordsOf(email), [email])
  const [result, setResult] = useState<{ of: string; score: Score } | null>(null)
  useEffect(() => {
    if (!estimate || password === '') return
    const timer = setTimeout(() => setResult({ of: password, score: estimate(password, ownWords) }), debounceMs)
    return () => clearTimeout(timer)
  }, [estimate, password, ownWords])
  return password === '' ? null : (result?.score ?? null)
}

function useEstimate(): Estimate | null {
  const language = useAuth((state) => state.settings.resolvedLanguage)
  const load = useStrengthLoader()
  const [loaded, setLoaded] = useState<{ estimate: Estimate } | null>(null)
  useEffect(() => {
    let wanted = true
    // After the first paint, when nothing else is to be done: reading the word lists takes a moment.
    const cancel = whenIdle(() => {
      void load(language).then((estimate) => {
        if (wanted) setLoaded({ estimate })
      })
    })
    return () => {
      wanted = false
      cancel()
    }
  }, [load, language])
  return loaded?.estimate ?? null
}

function wordsOf(email: string): string[] {
  const name = normaliseEmail(email)
  return [name, ...name.split('@')].filter((word) => word !== '')
}
