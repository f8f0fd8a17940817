/** The other side of age.ts: the slow key of a passphrase, off the main thread. https://age-encryption.org/v1 */
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
    return { bytes: await decrypter.decrypt(bytes) }
  } catch (error) {
    // The one refusal that says that header and form are right, and the key is not.
    const wrongKey = error instanceof Error && error.message.startsWith('no identity matched')
    return { refused: wrongKey ? 'passphrase' : 'damaged' }
  }
}
