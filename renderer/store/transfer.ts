import type { ActionDeps } from './action-deps'
import { inSession, leaveSession } from './session-end'
import type { WindowActions } from './state'

export type TransferActions = Pick<
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

/** The dialogs and calls of backup, restore and import. */
export function createTransferActions(deps: ActionDeps): TransferActions {
  const { desktop } = deps
  return {
    showImport: () => deps.set({ dialog: 'import' }),
    showBackUp: () => deps.set({ dialog: 'backUp' }),
    showRestore: (id) => deps.set({ dialog: 'restore', restoreFrom: id ?? null }),
    previewImport: () => inSession(deps, desktop.previewImport()),
    importAccounts: (input) => inSession(deps, desktop.importAccounts(input)),
    cancelImport: (input) => desktop.cancel(input),
    backUp: (input) => inSession(deps, desktop.backUp(input)),
    previewRestore: (input) => inSession(deps, desktop.previewRestore(input)),
    restore: async (input) => {
      const outcome = await inSession(deps, desktop.restore(input))
      if (outcome.ok) {
        deps.set({ hasAccounts: true, recovered: null })
        // An owner of the backup gives an email only if no accounts can be read.
        leaveSession(deps, { kind: 'restored', codesVoid: input.email !== undefined })
        // The dialog shows the warning over Log in.
        if (outcome.value.warning) deps.set({ dialog: 'restore' })
      }
      return outcome
    },
  }
}
