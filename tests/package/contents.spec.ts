import asar from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { debDepends } from '../../scripts/package/deb/depends.mjs'
import { runtimeInPlace } from '../../scripts/package/facts.mjs'
import { shippedPackages } from '../../scripts/package/licences.mjs'
import { run } from '../../scripts/package/trial/commands.mjs'
import { debOf, trialFolder } from '../../scripts/package/trial/package.mjs'
import { neededPackages, withoutT64 } from './needed-packages'

const folder = join(trialFolder, 'newer')
const unpacked = join(folder, 'linux-unpacked')
const archive = join(unpacked, 'resources/app.asar')
const has = (program: string) => spawnSync('which', [program]).status === 0

test('the archive contains only the three builds and the manifest: no source, source map, test or npm package', () => {
  const files = asar.listPackage(archive, { isPack: false }).filter((path) => !isFolder(path))
  const builtFile = /^\/out\/(main|preload|renderer)\/([\w-]+\/)?[\w-]+\.(js|cjs|css|html|wasm|png)$/
  expect(files.length).toBeGreaterThan(10)
  expect(files.filter((path) => path !== '/package.json' && !builtFile.test(path))).toEqual([])
})

test('the archive contains no code of the test world', () => {
  const scripts = asar.listPackage(archive, { isPack: false }).filter((path) => /\.c?js$/.test(path))
  const withTests = scripts.filter((path) => /latchkeyTest|LATCHKEY_TEST/.test(contentOf(path)))
  expect(scripts).toContain('/out/main/index.js')
  expect(withTests).toEqual([])
})

test('the package contains Electron with two languages, and no file of an unpackaged app', () => {
  expect(readdirSync(join(unpacked, 'locales')).sort()).toEqual(['en-US.pak', 'fr.pak'])
  expect(readdirSync(join(unpacked, 'resources')).sort()).toEqual([
    'LICENSE.latchkey.txt',
    'LICENSES.packages.txt',
    'app.asar',
    'apparmor-profile',
  ])
  expect(readdirSync(unpacked)).toEqual(expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']))
  expect(readdirSync(unpacked)).not.toContain('version')
})

test('the binary has the production fuses', async () => {
  const wire = await getCurrentFuseWire(join(unpacked, 'latchkey'))
  const stateOf = (fuse: FuseV1Options) => String.fromCharCode(Number(wire[fuse]))
  const on = '1'
  const off = '0'
  expect(stateOf(FuseV1Options.RunAsNode)).toBe(off)
  expect(stateOf(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(off)
  expect(stateOf(FuseV1Options.EnableNodeCliInspectArguments)).toBe(off)
  expect(stateOf(FuseV1Options.OnlyLoadAppFromAsar)).toBe(on)
  expect(stateOf(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(on)
  expect(stateOf(FuseV1Options.EnableCookieEncryption)).toBe(on)
  expect(stateOf(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(off)
  expect(stateOf(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot)).toBe(off)
})

test('the package contains the licence of every bundled npm package', () => {
  const text = readFileSync(join(unpacked, 'resources/LICENSES.packages.txt'), 'utf8')
  const packages = shippedPackages()
  expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(['bcryptjs', 'react', 'sql.js']))
  expect(packages.filter(({ name, version }) => !text.includes(`\n${name} ${version}\n`))).toEqual([])
})

test('a build from a development runtime is marked in its file names and its version', () => {
  const { development } = runtimeInPlace()
  const names = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').match(/latchkey.*$/gm) ?? []
  expect(names).toHaveLength(2)
  for (const name of names) expect(name.includes('development-build')).toBe(development)
  const version = run('dpkg-deb', ['--field', debOf('newer'), 'Version'])
  expect(version.includes('~development~build')).toBe(development)
})

test('a release build refuses a development runtime', () => {
  test.skip(!runtimeInPlace().development, 'the runtime that ships is in place')
  const release = spawnSync(process.execPath, ['scripts/package/dist.mjs', '--release'], { encoding: 'utf8' })
  expect(release.status).toBe(1)
  expect(release.stderr).toContain('nothing made from it is published')
})

test('SHA256SUMS matches the files', () => {
  expect(run('sh', ['-c', `cd '${folder}' && sha256sum --check --strict SHA256SUMS`]).match(/: OK$/gm)).toHaveLength(2)
})

test('the package states its maintainer, its description and its licence', () => {
  const control = run('dpkg-deb', ['--field', debOf('newer')])
  expect(control).toMatch(/^Maintainer: The Latchkey authors <.+@.+>$/m)
  expect(control).toMatch(/^Homepage: https:/m)
  expect(control).toMatch(/^Description: user accounts on one computer\n .+/m)
  expect(contentOfDeb('./usr/share/doc/latchkey/copyright')).toContain('License: Expat')
})

test('the package depends on exactly the libraries that its programs are linked to', () => {
  test.skip(!has('readelf'), 'readelf (binutils) is not installed')
  const depends = debDepends.map((line) => withoutT64(line.split(' | ')[0] ?? ''))
  expect([...depends].sort()).toEqual(neededPackages(unpacked))
})

test('desktop-file-validate reports nothing about the desktop entry', () => {
  test.skip(!has('desktop-file-validate'), 'desktop-file-utils is not installed')
  const file = test.info().outputPath('latchkey.desktop')
  const entry = contentOfDeb('./usr/share/applications/latchkey.desktop', file)
  expect(entry).toContain('Icon=latchkey\n')
  expect(run('desktop-file-validate', [file])).toBe('')
})

test('lintian reports nothing that the overrides do not explain', () => {
  test.skip(!has('lintian'), 'lintian is not installed')
  const found = run('lintian', ['--allow-root', '--fail-on', 'none', '--tag-display-limit', '0', debOf('newer')])
  expect(found.split('\n').filter((line) => /^[EW]: /.test(line))).toEqual([])
})

function isFolder(path: string): boolean {
  return 'files' in asar.statFile(archive, path.slice(1))
}

function contentOf(path: string): string {
  return asar.extractFile(archive, path.slice(1)).toString()
}

/**
 * The content of a file of the package. It is also written to `copy`, for tools that need a path.
 */
function contentOfDeb(path: string, copy = test.info().outputPath(basename(path))): string {
  run('sh', ['-c', `dpkg-deb --fsys-tarfile '${debOf('newer')}' | tar --extract --to-stdout '${path}' > '${copy}'`])
  return readFileSync(copy, 'utf8')
}
