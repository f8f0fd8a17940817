import { spawnSync } from 'node:child_process'

/** A Python with the package that docs/keys.md uses (Debian: python3-cryptography), or null. */
export const python =
  ['python3', '/usr/bin/python3'].find(
    (name) => spawnSync(name, ['-c', 'import cryptography, hashlib; hashlib.scrypt']).status === 0,
  ) ?? null

export const withoutPython = 'no Python with cryptography here (Debian: python3-cryptography)'

/** Runs one of the scripts of this folder. */
export function runPython(script: 'rescue.py' | 'golden.py', given: readonly string[] = [], input = '') {
  const { status, stdout, stderr } = spawnSync(python ?? 'python3', [`tests/keys/${script}`, ...given], {
    input,
    encoding: 'utf8',
    env: { ...process.env, PYTHONUTF8: '1' },
  })
  return { status, printed: stdout.trimEnd(), refused: stderr.trimEnd() }
}
