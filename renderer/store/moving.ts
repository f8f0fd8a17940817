import type { Desk } from './desk'
import { inSession, leaveSession } from './session-end'
import type { WindowActions } from './state'

export type MovingActions = Pick<WindowActions, 'showBackUp' | 'showRestore' | 'backUp' | 'previewRestore' | 'restore'>

/** Backups: their dialogs, and the calls behind them. */
export function createMovingActions(desk: Desk): MovingActions {
  const { desktop } = desk
  return {
    showBackUp: () => desk.set({ dialog: 'backUp' }),
    showRestore: (id) => desk.set({ dialog: 'restore', restoreFrom: id ?? null }),
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
