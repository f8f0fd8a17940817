import { Auth } from './auth/auth'
import { createSteadyClock, type Clock } from './auth/clock'
import { loadCommonPasswords } from './auth/common-passwords'
import type { Hasher } from './auth/hasher'
import { createPauses } from './auth/attempt-throttle'
import type { Random } from './auth/secrets'
import type { CallDeps } from './calls/call'
import { createCalls, type Calls } from './calls/calls'
import type { Log } from './calls/handler'
import type { AccountStore } from './database/database-handle'
import { createAttempts } from './database/tables/attempts'
import { createBackupCodes } from './database/tables/backup-codes'
import { createEvents } from './database/tables/events'
import { createUsers } from './database/tables/users'
import { once } from './once'
import { createBackground, type Background } from './session/background'
import { despiteStore } from './calls/steps/log-storage-errors'
import type { Policy } from './policy'
import { createSessionHolder } from './session/current-session'
import type { SessionVault } from './session/remembered-session'
import { createTwoFactorSetup } from './secrets/pending-two-factor'
import type { TwoFactorVault } from './secrets/totp-secrets'

export type AccountsDeps = {
  store: AccountStore
  hasher: Hasher
  /** Where a session is kept over a restart. */
  vault: SessionVault
  /** Seals the secrets of authenticators. */
  twoFactorVault: TwoFactorVault
  random: Random
  clock: Clock
  policy: Policy
  delay: (ms: number) => Promise<void>
  log: Log
}

/** Everything of Latchkey that is not Electron: the calls on a store, and what must happen without being called. */
export type Accounts = Background & {
  calls: Calls
  /** What other calls of the trusted side may build upon. */
  deps: CallDeps
}

export function createAccounts(world: AccountsDeps): Accounts {
  const { store, vault, clock, policy, log } = world
  const users = createUsers(store)
  const attempts = createAttempts(store)
  const events = createEvents(store)
  const steadyNow = createSteadyClock(clock)
  const transaction: CallDeps['transaction'] = (run) => store.transaction(run)
  const auth = new Auth({ ...world, users, now: () => clock.now(), steadyNow })
  const pauses = createPauses({ attempts, transaction, steadyNow, policy })
  const holder = createSessionHolder({ auth, clock, policy, expire: (userId) => endSession(userId, 'sessionExpired') })

  /** A session must end even where that cannot be written down: its id is known to nobody but the holder and the vault. */
  function endSession(userId: number, event: 'sessionExpired' | 'loggedOut'): void {
    despiteStore(log, 'ending a session', () =>
      transaction(() => {
        auth.destroySession(userId)
        events.add(userId, clock.now(), event, 'done')
      }),
    )
    vault.forget()
  }

  /** Locked first, written down then: a full disk must not leave a window open. */
  function lockSession(userId: number): void {
    holder.lock()
    // What is locked must not open by itself after a restart.
    vault.forget()
    despiteStore(log, 'noting a lock', () => events.add(userId, clock.now(), 'locked', 'done'))
  }

  const deps: CallDeps = {
    ...world,
    auth,
    users,
    attempts,
    backupCodes: createBackupCodes(store),
    twoFactorSetup: createTwoFactorSetup(),
    events,
    pauses,
    holder,
    steadyNow,
    transaction,
    endSession,
    lockSession,
    storeProblem: () => store.problem,
    commonPasswords: once(loadCommonPasswords),
  }
  return {
    calls: createCalls(deps),
    deps,
    ...createBackground({ ...deps, store, despiteStore: (doing, run) => despiteStore(log, doing, run) }),
  }
}
