/**
 * The worker of age.ts. Deriving the key of a passphrase is slow and must not block the main
 * thread. Format: https://age-encryption.org/v1
 */
import { parentPort } from 'node:worker_threads'
import { Decrypter, Encrypter } from 'age-encryption'

export type AgeJob = { kind: 'encrypt' | 'decrypt'; bytes: Uint8Array; passphrase: string }
export type AgeReply = { bytes: Uint8Array } | { refused: 'passphrase' | 'damaged' }

parentPort?.on('message', (job: AgeJob) => {
  void run(job).then((reply) => parentPort?.postMessage(reply))
})

async function run({ kind, bytes, passphrase }: AgeJob): Promise<AgeReply> {
  try {
    if (kind === 'encrypt') {
      const encrypter = new Encrypter()
      encrypter.setPassphrase(passphrase)
      return { bytes: await encrypter.encrypt(bytes) }
    }
    const decrypter = new Decrypter()
    decrypter.addPassphrase(passphrase)
    // Web Crypto refuses the shared memory that a file was read into.
    return { bytes: await decrypter.decrypt(new Uint8Array(bytes)) }
  } catch (error) {
    // Only this message means that the file is intact and the passphrase is wrong.
    const wrongKey = error instanceof Error && error.message.startsWith('no identity matched')
    return { refused: wrongKey ? 'passphrase' : 'damaged' }
  }
}
