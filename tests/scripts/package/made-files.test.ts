import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { installers } from '../../../electron-builder.config.mjs'
import { writeChecksums } from '../../../scripts/package/checksums.mjs'
import { versionOf } from '../../../scripts/package/facts.mjs'
import { placeholders } from '../../../scripts/package/placeholders.mjs'
import { packPortable } from '../../../scripts/package/portable.mjs'
import { partsOf, table } from '../../../scripts/package/sizes.mjs'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'latchkey-made-'))))
afterEach(() => rmSync(folder, { recursive: true }))

/** A small folder with the layout of electron-builder. */
function unpackedApp(name: string): string {
  const app = join(folder, name)
  mkdirSync(join(app, 'resources'), { recursive: true })
  writeFileSync(join(app, 'latchkey'), 'x'.repeat(3_000_000), { mode: 0o755 })
  writeFileSync(join(app, 'LICENSES.chromium.html'), 'free')
  writeFileSync(join(app, 'resources/app.asar'), 'x'.repeat(1_000_000))
  return app
}

test('writes the checksums of the installers only, in the format of sha256sum', async () => {
  writeFileSync(join(folder, 'latchkey_1.0.0_amd64.deb'), 'a')
  writeFileSync(join(folder, 'latchkey-1.0.0-linux-x64.tar.gz'), 'b')
  writeFileSync(join(folder, 'builder-debug.yml'), 'c')
  expect(await writeChecksums(folder)).toEqual(['latchkey-1.0.0-linux-x64.tar.gz', 'latchkey_1.0.0_amd64.deb'])
  // SHA-256 of "b" and of "a".
  expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')).toBe(
    '3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  latchkey-1.0.0-linux-x64.tar.gz\n' +
      'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  latchkey_1.0.0_amd64.deb\n',
  )
})

test('finds every placeholder address that an installer would carry', () => {
  mkdirSync(join(folder, 'build/deb'), { recursive: true })
  for (const file of ['electron-builder.config.mjs', 'build/deb/copyright', 'SECURITY.md']) {
    writeFileSync(join(folder, file), 'Write to security@latchkey.test.')
  }
  writeFileSync(join(folder, 'package.json'), '{ "homepage": "https://latchkey.test" }')
  expect(placeholders(folder)).toEqual([])
  writeFileSync(join(folder, 'package.json'), '{ "homepage": "https://latchkey.example.com" }')
  writeFileSync(join(folder, 'electron-builder.config.mjs'), "appId: 'com.example.latchkey',")
  expect(placeholders(folder)).toEqual([
    '  package.json: https://latchkey.example.com',
    '  electron-builder.config.mjs: com.example.latchkey',
  ])
})

test('builds for both processors with the runtime that ships, else only for this one', () => {
  const architecturesOf = (development: boolean) => {
    const runtime = { version: '45.4.1', folder, development }
    const documents = { licences: '', changelog: '' }
    const { linux, win } = installers({ version: '1.0.0', runtime, output: folder, quick: true, documents })
    return [linux, win].map((system) => JSON.stringify(system?.target))
  }
  for (const targets of architecturesOf(false)) expect(targets).toContain('"arch":["x64","arm64"]')
  for (const targets of architecturesOf(true)) expect(targets).toContain(`"arch":["${process.arch}"]`)
})

test('marks the version of a development build only', () => {
  const runtime = { version: '33.2.1', folder: '', development: true }
  expect(versionOf('1.0.0', runtime)).toBe('1.0.0-development-build')
  expect(versionOf('1.0.0', { ...runtime, development: false })).toBe('1.0.0')
})

test.skipIf(process.platform !== 'linux')('packs one folder, with the same bytes at any time', async () => {
  const pack = async (name: string, day: number) => {
    const unpacked = unpackedApp(name)
    utimesSync(join(unpacked, 'latchkey'), day, day)
    const archive = join(folder, `${name}.tar.gz`)
    await packPortable({ unpacked, archive, name: 'latchkey-1.0.0', date: new Date(1_700_000_000_000), quick: true })
    return archive
  }
  const first = await pack('monday', 1_600_000_000)
  const second = await pack('tuesday', 1_600_086_400)
  expect(readFileSync(first).equals(readFileSync(second))).toBe(true)
  const listed = execFileSync('tar', ['tzf', first], { encoding: 'utf8' }).trim().split('\n')
  expect(listed).toContain('latchkey-1.0.0/resources/app.asar')
  expect(listed.filter((path) => !path.startsWith('latchkey-1.0.0/'))).toEqual([])
})

test('lists the sizes by purpose, largest first, and their sum', () => {
  const lines = table(partsOf(unpackedApp('app'))).split('\n')
  expect(lines[0]).toMatch(/^ +3\.0 MB {2}Electron/)
  expect(lines[1]).toMatch(/^ +1\.0 MB {2}Latchkey itself/)
  expect(lines.at(-1)).toMatch(/^ +4\.0 MB {2}in all/)
})
