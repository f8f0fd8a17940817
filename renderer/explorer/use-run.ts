import { useCallback, useState } from 'react'
import type { Outcome } from '../../preload/errors'
import { useAnnounce } from '../a11y/Announcer'
import { mismatches, type ExplorerCall } from './calls'
import { maskSecrets } from './secrets'
import { useWords } from './words'

export type Run = {
  call: string
  ms: number
  /** Secrets in `input` and `outcome` are already masked, so that none stays in memory. */
  input: unknown
  outcome: Outcome<unknown>
  mismatches: readonly string[]
}
export type RunState = { running: string | null; late: boolean; runs: readonly Run[] }

const lateAfterMs = 15_000
const maxRuns = 20

/** Runs calls on the real bridges, announces each outcome, and keeps a history, newest first. */
export function useRun() {
  const words = useWords()
  const { polite } = useAnnounce()
  const [state, setState] = useState<RunState>({ running: null, late: false, runs: [] })

  const run = useCallback(
    async (call: ExplorerCall, input: unknown) => {
      setState((previous) => ({ ...previous, running: call.name, late: false }))
      const late = setTimeout(() => {
        setState((previous) => ({ ...previous, late: true }))
        polite(words('api.down', { s: lateAfterMs / 1000 }))
      }, lateAfterMs)
      const startedAt = performance.now()
      const bridge = window[call.bridge] as unknown as Record<string, (input?: unknown) => Promise<Outcome<unknown>>>
      const outcome = (await bridge[call.key]?.(input)) ?? { ok: false, error: { code: 'forbidden' } }
      clearTimeout(late)
      const finishedRun: Run = {
        call: call.name,
        ms: Math.round(performance.now() - startedAt),
        input: maskSecrets(input),
        outcome: maskSecrets(outcome) as Outcome<unknown>,
        mismatches: mismatches(call, outcome),
      }
      setState(({ runs }) => ({ running: null, late: false, runs: [finishedRun, ...runs].slice(0, maxRuns) }))
      polite(summaryOf(finishedRun, words))
    },
    [polite, words],
  )
  return { ...state, run }
}

/** One line with the outcome of a run. */
export function summaryOf({ call, ms, outcome }: Run, words: ReturnType<typeof useWords>): string {
  return outcome.ok ? words('api.ok', { call, ms }) : words('api.err', { call, ms, code: outcome.error.code })
}
