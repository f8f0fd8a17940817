/** What an entry in a table of calls declares. */
import type * as z from 'zod/mini'
import type { ErrorCode, Outcome } from './errors'

/**
 * Who may make a call, and in which state of the app. Checked in one place, before the call (main/calls/access.ts);
 * a call that waits checks again what may have changed meanwhile.
 */
export type Access = {
  /** `session`: the person who is logged in, who is handed to the call. */
  readonly needs: 'nobody' | 'session'
  /** A locked session may make it too. */
  readonly whileLocked?: true
  /** Nobody needs to be logged in while there is no account. */
  readonly whileEmpty?: true
  /** Nobody needs to be logged in while the store cannot be opened. */
  readonly whileBroken?: true
}

export type CallShape = {
  readonly summary: string
  readonly input: z.core.$ZodType
  readonly output: z.core.$ZodType
  readonly access: Access
  /** Besides those that follow from its access and those that every call can answer (`commonErrors`). */
  readonly errors: readonly ErrorCode[]
}

/** What every call can answer: bad input, a store that is not open, another sender than our page, a bug. */
export const commonErrors = ['invalidInput', 'storage', 'forbidden', 'unexpected'] as const

/** The errors that are a call's own, those of its access among them. */
export function ownErrors({ access, errors }: Pick<CallShape, 'access' | 'errors'>): readonly ErrorCode[] {
  const { needs, whileLocked } = access
  const refused: ErrorCode[] = [
    ...(needs === 'session' ? (['notLoggedIn'] as const) : []),
    ...(whileLocked ? [] : (['locked'] as const)),
  ]
  return [...refused, ...errors]
}

/** Every error that a call can answer. */
export type ErrorsOf<C extends Pick<CallShape, 'access' | 'errors'>> =
  | (typeof commonErrors)[number]
  | (C['access']['needs'] extends 'session' ? 'notLoggedIn' : never)
  | (C['access'] extends { whileLocked: true } ? never : 'locked')
  | C['errors'][number]

/** A call as its caller sees it: no argument where it takes nothing. */
export type Call<I, O, E extends ErrorCode> = [I] extends [undefined]
  ? () => Promise<Outcome<O, E>>
  : (input: I) => Promise<Outcome<O, E>>
