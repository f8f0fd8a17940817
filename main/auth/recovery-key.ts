import { recoveryKeyCheckCharacter } from '../../preload/contract'
import type { Random } from './secrets'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const bodyLength = 24

/** A new recovery key: 24 random characters of 32 (120 bits) and a check character, without hyphens. */
export function makeRecoveryKey(random: Random): string {
  // 256 is a multiple of 32, so the low five bits of a random byte are uniform.
  const body = Array.from(random.bytes(bodyLength), (byte) => alphabet.charAt(byte & 31)).join('')
  return body + recoveryKeyCheckCharacter(body)
}

/** As it is shown and written down: five groups of five. */
export function groupRecoveryKey(key: string): string {
  return key.match(/.{1,5}/g)?.join('-') ?? ''
}
