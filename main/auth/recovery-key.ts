import { recoveryKeyCheckCharacter } from '../../preload/text'
import { randomCharacters, type Random } from './secrets'

const bodyLength = 24

/**
 * A new recovery key: 24 random characters of an alphabet of 32 (120 bits) and a check character.
 */
export function makeRecoveryKey(random: Random): string {
  const body = randomCharacters(random, bodyLength)
  return body + recoveryKeyCheckCharacter(body)
}
