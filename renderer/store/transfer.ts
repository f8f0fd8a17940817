import type { Desk } from './action-deps'
import { inSession, leaveSession } from './session-end'
import type { WindowActions } from './state'

export type MovingActions = Pick<
  WindowActions,
  | 'showImport'
  | 'showBackUp'
  | 'showRestore'
  | 'previewImport'
  | 'importAccounts'
  | 'cancelImport'
  | 'backUp'
  | 'previewRestore'
  | 'restore'
>

/** Import and backups: their dialogs, and the calls behind them. */
export function createMovingActions(desk: Desk): MovingActions {
  const { desktop } = desk
  return {
    showImport: () => desk.set({ dialog: 'import' }),
    showBackUp: () => desk.set({ dialog: 'backUp' }),
    showRestore: (id) => desk.set({ dialog: 'restore', restoreFrom: id ?? null }),
    previewImport: () => inSession(desk, desktop.previewImport()),
    importAccounts: async (input) => {
      const outcome = await inSession(desk, desktop.importAccounts(input))
      if (outcome.ok && outcome.value && outcome.value.imported > 0) desk.set({ hasAccounts: true })
      return outcome
    },
    cancelImport: (input) => desktop.cancel(input),
    backUp: (input) => inSession(desk, desktop.backUp(input)),
    previewRestore: (input) => inSession(desk, desktop.previewRestore(input)),
    restore: async (input) => {
      const outcome = await inSession(desk, desktop.restore(input))
      if (outcome.ok) {
        desk.set({ hasAccounts: true, recovered: null })
        leaveSession(desk, { kind: 'restored' })
      }
      return outcome
    },
  }
}
