import { policy } from '../../../main/policy'

/**
 * The policy of the app with two changes: a low hash cost, so that no test waits for it, and a
 * longer hold of messages, because the page loads slowly on a busy machine.
 */
export const testPolicy = { ...policy, bcryptCost: 4, heldMessageMs: 60_000 }
