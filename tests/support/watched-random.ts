import { randomBytes, randomUUID } from 'node:crypto'
import type { Random } from '../../main/auth/secrets'

/**
 * The system's random source, with a record of every UUID drawn from it. No call returns a session
 * id, so tests learn it only from here.
 */
export function watchedRandom(): { random: Random; uuids: string[] } {
  const uuids: string[] = []
  const uuid = () => {
    const drawn = randomUUID()
    uuids.push(drawn)
    return drawn
  }
  return { random: { uuid, bytes: (count) => randomBytes(count) }, uuids }
}
