import { policy } from '../../../main/policy'

/**
 * The app's numbers, but for two: no test waits for a hash, and messages are held for longer, since
 * the page of a loaded machine takes its time.
 */
export const testPolicy = { ...policy, bcryptCost: 4, heldMessageMs: 60_000 }
