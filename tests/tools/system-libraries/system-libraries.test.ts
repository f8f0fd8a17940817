import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemLibraries } from '../../../tools/system-libraries/system-libraries.mjs'
import { decide } from '../../../tools/system-libraries/decide.mjs'
import { hasFont, lookAround, missingLibraries } from '../../../tools/system-libraries/look.mjs'
import { namesKnownHere } from '../../../tools/system-libraries/packages.mjs'
import { fakeMachine } from '../fake-machine'
import { temporaryFolder } from '../../scripts/temporary-folder'

const missing = { names: ['libgtk-3.so.0'], packages: ['libgtk-3-0'] }
const nothing = { names: [], packages: [] }
const forbidden = { LATCHKEY_NO_APT: '1' }

describe('what is done about missing libraries', () => {
  test.each([
    { root: true, debian: true, env: {}, does: 'install' },
    { root: true, debian: true, env: { LATCHKEY_NO_APT: '0' }, does: 'install' },
    { root: true, debian: true, env: forbidden, does: 'tell' },
    { root: true, debian: false, env: {}, does: 'tell' },
    { root: true, debian: false, env: forbidden, does: 'tell' },
    { root: false, debian: true, env: {}, does: 'tell' },
    { root: false, debian: true, env: forbidden, does: 'tell' },
    { root: false, debian: false, env: {}, does: 'tell' },
  ])('root $root, Debian $debian, $env: $does', ({ does, ...machine }) => {
    expect(decide(missing, machine).do).toBe(does)
    expect(decide(nothing, machine)).toEqual({ do: 'nothing' })
  })

  test('the line to run can be pasted as it is', () => {
    expect(decide(missing, { root: false, debian: true, env: {} })).toEqual({
      do: 'tell',
      line:
        'Missing on this machine: libgtk-3.so.0. ' +
        'Run: sudo apt-get update && sudo apt-get install -y --no-install-recommends libgtk-3-0',
    })
  })

  test('root needs no sudo in it', () => {
    const decision = decide(missing, { root: true, debian: true, env: forbidden })
    expect(decision).toMatchObject({ line: expect.not.stringContaining('sudo') as string })
  })

  test('elsewhere the names are said, for no package name would be right', () => {
    const decision = decide(missing, { root: true, debian: false, env: {} })
    expect(decision).toMatchObject({
      line: expect.stringMatching(/libgtk-3\.so\.0.*packages of your system/) as string,
    })
  })
})

describe('what is looked for', () => {
  test('the libraries that the loader does not find', () => {
    const printed = [
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibffmpeg.so => /app/libffmpeg.so (0x00007f1)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibasound.so.2 => not found',
      '\t/lib64/ld-linux-x86-64.so.2 (0x00007f2)',
    ].join('\n')
    expect(missingLibraries(printed)).toEqual(['libgtk-3.so.0', 'libasound.so.2'])
  })

  test('a font, in folders that need not exist', () => {
    const folder = temporaryFolder()
    expect(hasFont([folder, '/no/such/folder'])).toBe(false)
    mkdirSync(join(folder, 'truetype'))
    writeFileSync(join(folder, 'truetype/A.TTF'), '')
    expect(hasFont([folder, '/no/such/folder'])).toBe(true)
  })

  test('the programs of the virtual display, only where it is needed', async () => {
    const { machine } = fakeMachine({ env: { PATH: temporaryFolder() } })
    expect(await lookAround(machine, { display: false })).toMatchObject({ names: [], essential: false })
    expect(await lookAround(machine, { display: true })).toEqual({
      names: ['Xvfb', 'xauth'],
      packages: ['xvfb', 'xauth'],
      essential: true,
    })
  })

  test('packages that were asked for by name and are not installed', async () => {
    const { machine } = fakeMachine({ installed: ['sqlite3'] })
    const found = await lookAround(machine, { packages: ['sqlite3', 'python3-bcrypt'] })
    expect(found).toEqual({ names: ['python3-bcrypt'], packages: ['python3-bcrypt'], essential: false })
  })

  test.each(['darwin', 'win32'])('nothing on %s', async (platform) => {
    const { machine, ran } = fakeMachine({ platform })
    const found = await lookAround(machine, { electron: '/electron', display: true, packages: ['sqlite3'] })
    expect(found.names).toEqual([])
    expect(ran).toEqual([])
  })
})

describe('the installation', () => {
  test('is announced in one line, asks nothing, and does not refresh lists that are good', async () => {
    const { machine, ran, said } = fakeMachine({ known: ['sqlite3'] })
    await systemLibraries(machine, { packages: ['sqlite3'] })
    const apt = ran.filter((line) => line.startsWith('apt-get'))
    expect(apt).toEqual(['apt-get -q install -y --no-install-recommends sqlite3'])
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^Installing missing system packages .*: sqlite3$/)
  })

  test('refreshes lists that do not know the package', async () => {
    const { machine, ran } = fakeMachine({ known: [], knownAfterUpdate: ['sqlite3'] })
    await systemLibraries(machine, { packages: ['sqlite3'] })
    expect(ran.map((line) => /update|install/.exec(line)?.[0]).filter(Boolean)).toEqual(['update', 'install'])
  })

  test('refreshes lists whose versions are gone, and tries again', async () => {
    const { machine, ran } = fakeMachine({ known: ['sqlite3'], failingInstalls: 1 })
    await systemLibraries(machine, { packages: ['sqlite3'] })
    expect(ran.map((line) => /update|install/.exec(line)?.[0]).filter(Boolean)).toEqual([
      'install',
      'update',
      'install',
    ])
  })

  test.each([
    ['its lists', { knownAfterUpdate: ['sqlite3'] }, 'update'],
    ['its packages', { known: ['sqlite3'] }, 'install'],
  ])('waits while another apt holds %s, and says so once', async (_what, settings, command) => {
    const { machine, ran, said } = fakeMachine({ ...settings, locked: 2 })
    await systemLibraries(machine, { packages: ['sqlite3'] })
    expect(ran.filter((line) => line.startsWith(`apt-get -q ${command}`))).toHaveLength(3)
    expect(said.filter((line) => /Another apt is at work/.test(line))).toHaveLength(1)
  })

  test('stops waiting for another apt after three minutes, and says so', async () => {
    const { machine, ran } = fakeMachine({ known: ['sqlite3'], locked: 1000 })
    const failure = systemLibraries(machine, { packages: ['sqlite3'] })
    await expect(failure).rejects.toThrow(/still at work after 180 s.*Could not get lock/)
    expect(ran.filter((line) => line.startsWith('apt-get'))).toHaveLength(180 / 5 + 1)
  })

  test('says why where it fails for good', async () => {
    const { machine } = fakeMachine({ known: ['sqlite3'], failingInstalls: 2 })
    await expect(systemLibraries(machine, { packages: ['sqlite3'] })).rejects.toThrow('E: no')
  })

  test('takes the newer name where the system has renamed the package', () => {
    expect(namesKnownHere(['libgtk-3-0', 'xvfb'], new Set(['libgtk-3-0t64', 'xvfb']))).toEqual([
      'libgtk-3-0t64',
      'xvfb',
    ])
  })

  test('where it is forbidden, what Electron can not start without is an error and the rest is not', async () => {
    const { machine, ran, said } = fakeMachine({ env: { ...forbidden, PATH: temporaryFolder() } })
    await systemLibraries(machine, { packages: ['sqlite3'] })
    expect(said[0]).toContain('apt-get install')
    await expect(systemLibraries(machine, { display: true })).rejects.toThrow('Electron can not start')
    expect(ran.filter((line) => line.startsWith('apt-get'))).toEqual([])
  })
})
