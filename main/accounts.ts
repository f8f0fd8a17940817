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
import type { IdleWarning, SessionEnded } from '../preload/contract'
import { createSessionHolder } from './session-holder'
import type { SessionVault } from './session-vault'

export type AccountsDeps = {
  store: AccountStore
  hasher: Hasher
  /** Where a session is kept over a restart. */
  vault: SessionVault
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
  /** The session will soon end for idleness: said once, and again after the person was back. For a timer. */
  idleWarning: () => IdleWarning | null
  /** The system locks the screen or goes to sleep: the session is locked if its person wants that. Answers whether it was. */
  lockWithSystem: () => SessionEnded | null
  /** At idle: old activity goes, a full journal becomes a snapshot. */
  housekeeping: () => Promise<void>
  /** At quit: a session that is not kept ends with the app. */
  endSession: () => void
}

export function createAccounts({ store, hasher, vault, random, clock, policy, delay, log }: AccountsDeps): Accounts {
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
    vault.forget()
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
  let warned = false
  const deps: CallDeps = {
    auth,
    users,
    attempts,
    events,
    pauses,
    holder,
    vault,
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
      return found.held || found.reason === 'none' || found.reason === 'locked' ? null : { reason: found.reason }
    },
    idleWarning() {
      const logOutAt = store.problem ? null : holder.idleLogOutAt()
      const news = logOutAt !== null && !warned
      warned = logOutAt !== null
      return news ? { logOutAt } : null
    },
    lockWithSystem() {
      const found = store.problem ? null : holder.check()
      if (!found?.held || !found.user.lockWithSystem) return null
      holder.lock()
      despiteStore('noting a lock', () => events.add(found.user.id, clock.now(), 'locked', 'done'))
      return { reason: 'locked' }
    },
    async housekeeping() {
      if (store.problem) return
      despiteStore('pruning', () => events.pruneBefore(clock.now() - policy.eventsKeptMs))
      despiteStore('noting the last use', () => noteLastUse())
      await store.checkpointIfDue()
    },
    endSession() {
      const found = store.problem ? null : holder.check()
      if (!found || (!found.held && found.reason !== 'locked')) return
      if (found.user.sessionRemembered) despiteStore('noting the last use', () => noteLastUse())
      holder.release()
      if (!found.user.sessionRemembered) end(found.user.id, 'loggedOut')
    },
  }

  /** A kept session must know after a restart whether the clock was set back behind it. */
  function noteLastUse(): void {
    const found = holder.check()
    if (!found.held || !found.session.remembered || found.user.sessionLastUsedAt === found.session.lastUsedAt) return
    users.updateUser(found.user.id, { sessionLastUsedAt: found.session.lastUsedAt })
  }
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined
  return () => (loaded ??= load())
}
