import { policy } from '../../../main/policy'

/**
 * The policy of the app with two changes: low costs of bcrypt and scrypt, so that no test waits for
 * them, and a longer hold of messages, because the page loads slowly on a busy machine.
 */
export const testPolicy = { ...policy, bcryptCost: 4, scryptLog2N: 4, scryptP: 1, heldMessageMs: 60_000 }
