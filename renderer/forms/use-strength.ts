import { useEffect, useMemo, useState } from 'react'
import { normaliseEmail } from '../../preload/text'
import { useAuth } from '../app/store-context'
import { useStrengthLoader, type Estimate, type Score } from './strength'
import { whenIdle } from '../app/when-idle'

/** An estimate takes 20–30 ms: too long to run at every key. */
const debounceMs = 150

/** How hard a password is to guess; null if it is empty or the word lists are still loading. */
export function useStrength(password: string, email: string): Score | null {
  const estimate = useEstimate()
  const ownWords = useMemo(() => wordsOf(email), [email])
  const [result, setResult] = useState<{ password: string; score: Score } | null>(null)
  useEffect(() => {
    if (!estimate || password === '') return
    const timer = setTimeout(() => setResult({ password, score: estimate(password, ownWords) }), debounceMs)
    return () => clearTimeout(timer)
  }, [estimate, password, ownWords])
  return password === '' ? null : (result?.score ?? null)
}

function useEstimate(): Estimate | null {
  const language = useAuth((state) => state.settings.resolvedLanguage)
  const load = useStrengthLoader()
  const [loaded, setLoaded] = useState<{ estimate: Estimate } | null>(null)
  useEffect(() => {
    let current = true
    // Wait until the window is idle: parsing the word lists takes a moment.
    const cancel = whenIdle(() => {
      void load(language).then((estimate) => {
        if (current) setLoaded({ estimate })
      })
    })
    return () => {
      current = false
      cancel()
    }
  }, [load, language])
  return loaded?.estimate ?? null
}

function wordsOf(email: string): string[] {
  const name = normaliseEmail(email)
  return [name, ...name.split('@')].filter((word) => word !== '')
}
