import { useCallback, useState } from 'react'
import type { Outcome } from '../../preload/errors'
import { useAnnounce } from '../a11y/Announcer'
import { mismatches, type ExplorerCall } from './calls'
import { masked } from './secrets'
import { useWords } from './words'

export type Run = {
  call: string
  ms: number
  /** Secrets in both are masked already: nothing of them stays in memory. */
  input: unknown
  outcome: Outcome<unknown>
  mismatches: readonly string[]
}
export type RunState = { running: string | null; late: boolean; runs: readonly Run[] }

const patienceMs = 15_000
const runsKept = 20

/** Runs calls on the real bridges, one at a time, newest first in the history; what they answered is said once. */
export function useRun() {
  const words = useWords()
  const { polite } = useAnnounce()
  const [state, setState] = useState<RunState>({ running: null, late: false, runs: [] })

  const run = useCallback(
    async (call: ExplorerCall, input: unknown) => {
      setState((now) => ({ ...now, running: call.name, late: false }))
      const late = setTimeout(() => {
        setState((now) => ({ ...now, late: true }))
        polite(words('api.down', { s: patienceMs / 1000 }))
      }, patienceMs)
      const begun = performance.now()
      const bridge = window[call.bridge] as unknown as Record<string, (input?: unknown) => Promise<Outcome<unknown>>>
      const outcome = (await bridge[call.key]?.(input)) ?? { ok: false, error: { code: 'forbidden' } }
      clearTimeout(late)
      const done: Run = {
        call: call.name,
        ms: Math.round(performance.now() - begun),
        input: masked(input),
        outcome: masked(outcome) as Outcome<unknown>,
        mismatches: mismatches(call, outcome),
      }
      setState(({ runs }) => ({ running: null, late: false, runs: [done, ...runs].slice(0, runsKept) }))
      polite(summaryOf(done, words))
    },
    [polite, words],
  )
  return { ...state, run }
}

/** How it ended, in a line. */
export function summaryOf({ call, ms, outcome }: Run, words: ReturnType<typeof useWords>): string {
  return outcome.ok ? words('api.ok', { call, ms }) : words('api.err', { call, ms, code: outcome.error.code })
}
