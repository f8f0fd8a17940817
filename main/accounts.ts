import { Auth } from './auth/auth'
import { createSteadyClock, type Clock } from './auth/clock'
import { loadCommonPasswords } from './auth/common-passwords'
import type { Hasher } from './auth/hasher'
import { createPauses } from './auth/pauses'
import type { Random } from './auth/secrets'
import { createCalls, type CallDeps, type Calls } from './calls/calls'
import type { Log } from './calls/guarded'
import type { AccountStore } from './database/account-store'
import { createAttempts } from './database/attempts'
import { StorageError } from './database/storage-error'
import { createEvents } from './database/events'
import { createUsers } from './database/users'
import type { Policy } from './policy'
import type { SessionEnded } from '../preload/contract'
import { createSessionHolder } from './session-holder'

export type AccountsDeps = {
  store: AccountStore
  hasher: Hasher
  random: Random
  clock: Clock
  policy: Policy
  delay: (ms: number) => Promise<void>
  log: Log
}

/** Everything of Latchkey that is not Electron: the calls on a store, and what must happen without being called. */
export type Accounts = {
  calls: Calls
  /** What other calls of the trusted side may build upon. */
  deps: CallDeps
  /** Ends the held session if it is over, and says so; null while nothing happened. For a timer and for waking up. */
  sessionEnded: () => SessionEnded | null
  /** At idle: old activity goes, a full journal becomes a snapshot. */
  housekeeping: () => Promise<void>
  /** At quit: a session that is not kept ends with the app. */
  endSession: () => void
}

export function createAccounts({ store, hasher, random, clock, policy, delay, log }: AccountsDeps): Accounts {
  const users = createUsers(store)
  const attempts = createAttempts(store)
  const events = createEvents(store)
  const steadyNow = createSteadyClock(clock)
  const auth = new Auth({ users, hasher, random, now: () => clock.now(), steadyNow, policy })
  const pauses = createPauses({ attempts, transaction: (run) => store.transaction(run), steadyNow, policy })
  const holder = createSessionHolder({
    auth,
    clock,
    policy,
    expire: (userId) => end(userId, 'sessionExpired'),
  })

  /** A session must end even where that cannot be written down: its id is known to nobody but the holder. */
  function end(userId: number, event: 'sessionExpired' | 'loggedOut'): void {
    despiteStore('ending a session', () =>
      store.transaction(() => {
        auth.destroySession(userId)
        events.add(userId, clock.now(), event, 'done')
      }),
    )
  }

  /** For what nobody waits for an answer of: a store that fails is written to the log, and met again by the next call. */
  function despiteStore(doing: string, run: () => void): void {
    try {
      run()
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      log('store failed', { doing, reason: error.reason })
    }
  }
  const deps: CallDeps = {
    auth,
    users,
    attempts,
    events,
    pauses,
    holder,
    hasher,
    random,
    clock,
    policy,
    delay,
    log,
    endSession: (userId) => end(userId, 'loggedOut'),
    storeProblem: () => store.problem,
    transaction: (run) => store.transaction(run),
    commonPasswords: once(loadCommonPasswords),
  }
  return {
    calls: createCalls(deps),
    deps,
    sessionEnded() {
      if (store.problem) return null
      const found = holder.check()
      return found.held || found.reason === 'none' ? null : { reason: found.reason }
    },
    async housekeeping() {
      if (store.problem) return
      despiteStore('pruning', () => events.pruneBefore(clock.now() - policy.eventsKeptMs))
      await store.checkpointIfDue()
    },
    endSession() {
      const found = store.problem ? null : holder.check()
      if (!found?.held) return
      holder.release()
      end(found.user.id, 'loggedOut')
    },
  }
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined
  return () => (loaded ??= load())
}
