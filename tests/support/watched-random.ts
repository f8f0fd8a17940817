import { randomBytes, randomUUID } from 'node:crypto'
import type { Random } from '../../main/auth/secrets'

/** The system's random source, and every UUID that was drawn from it: no call answers a session id, so only this tells it. */
export function watchedRandom(): { random: Random; uuids: string[] } {
  const uuids: string[] = []
  const uuid = () => {
    const drawn = randomUUID()
    uuids.push(drawn)
    return drawn
  }
  return { random: { uuid, bytes: (count) => randomBytes(count) }, uuids }
}
