/** The shape of an entry in a table of calls. */
import type * as z from 'zod/mini'
import type { ErrorCode, Outcome } from './errors'

/**
 * Who may make a call, and in which state of the app. `authorize` (main/calls/access.ts) checks it
 * before the call. A call that awaits checks again afterwards.
 */
export type Access = {
  /**
   * `session`: requires an open session, which is passed to the call. `owner`: the session of an
   * owner. `nobody`: requires none.
   */
  readonly needs: 'nobody' | 'session' | 'owner'
  /** Allowed while the session is locked. */
  readonly whileLocked?: true
  /** Waives the session requirement (`needs`) while no account exists. */
  readonly whileEmpty?: true
  /**
   * Waives the session requirement while the store cannot be opened. A call without this flag fails
   * with `storage` then.
   */
  readonly whileBroken?: true
}

export type CallShape = {
  readonly summary: string
  readonly input: z.core.$ZodType
  readonly output: z.core.$ZodType
  readonly access: Access
  /** In addition to the errors of its access and those of every call (`commonErrors`). */
  readonly errors: readonly ErrorCode[]
}

/**
 * The errors of every call: invalid input, a store that is not open, a sender other than our page,
 * a bug.
 */
export const commonErrors = ['invalidInput', 'storage', 'forbidden', 'unexpected'] as const

/** The errors specific to a call, including those of its access. */
export function ownErrors({ access, errors }: Pick<CallShape, 'access' | 'errors'>): readonly ErrorCode[] {
  const { needs, whileLocked } = access
  const accessErrors: ErrorCode[] = [
    ...(needs === 'nobody' ? [] : (['notLoggedIn'] as const)),
    ...(needs === 'owner' ? (['notAllowed'] as const) : []),
    ...(whileLocked ? [] : (['locked'] as const)),
  ]
  return [...accessErrors, ...errors]
}

/** Every error that a call can return. */
export type ErrorsOf<C extends Pick<CallShape, 'access' | 'errors'>> =
  | (typeof commonErrors)[number]
  | (C['access']['needs'] extends 'nobody' ? never : 'notLoggedIn')
  | (C['access']['needs'] extends 'owner' ? 'notAllowed' : never)
  | (C['access'] extends { whileLocked: true } ? never : 'locked')
  | C['errors'][number]

/** The signature of a call for its caller. A call without input takes no argument. */
export type Call<I, O, E extends ErrorCode> = [I] extends [undefined]
  ? () => Promise<Outcome<O, E>>
  : (input: I) => Promise<Outcome<O, E>>
