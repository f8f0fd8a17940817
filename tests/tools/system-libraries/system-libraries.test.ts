import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemLibraries } from '../../../tools/system-libraries/system-libraries.mjs'
import { decide } from '../../../tools/system-libraries/decide.mjs'
import { hasFont, findMissing, missingLibraries } from '../../../tools/system-libraries/find-missing.mjs'
import { availableNames } from '../../../tools/system-libraries/packages.mjs'
import { fakeMachine } from '../fake-machine'
import { temporaryFolder } from '../../scripts/temporary-folder'

const missing = { names: ['libgtk-3.so.0'], packages: ['libgtk-3-0'] }
const nothing = { names: [], packages: [] }
const forbidden = { LATCHKEY_NO_APT: '1' }

describe('the decision about missing libraries', () => {
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

  test('the command to run can be pasted unchanged', () => {
    expect(decide(missing, { root: false, debian: true, env: {} })).toEqual({
      do: 'tell',
      line:
        'Missing on this machine: libgtk-3.so.0. ' +
        'Run: sudo apt-get update && sudo apt-get install -y --no-install-recommends libgtk-3-0',
    })
  })

  test('the command for root has no sudo', () => {
    const decision = decide(missing, { root: true, debian: true, env: forbidden })
    expect(decision).toMatchObject({ line: expect.not.stringContaining('sudo') as string })
  })

  test('other systems get the names of the libraries, because package names differ', () => {
    const decision = decide(missing, { root: true, debian: false, env: {} })
    expect(decision).toMatchObject({
      line: expect.stringMatching(/libgtk-3\.so\.0.*packages of your system/) as string,
    })
  })
})

describe('the search for missing parts', () => {
  test('finds the libraries that the loader does not find', () => {
    const printed = [
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibffmpeg.so => /app/libffmpeg.so (0x00007f1)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibasound.so.2 => not found',
      '\t/lib64/ld-linux-x86-64.so.2 (0x00007f2)',
    ].join('\n')
    expect(missingLibraries(printed)).toEqual(['libgtk-3.so.0', 'libasound.so.2'])
  })

  test('finds a font, in folders that may not exist', () => {
    const folder = temporaryFolder()
    expect(hasFont([folder, '/no/such/folder'])).toBe(false)
    mkdirSync(join(folder, 'truetype'))
    writeFileSync(join(folder, 'truetype/A.TTF'), '')
    expect(hasFont([folder, '/no/such/folder'])).toBe(true)
  })

  test('finds missing programs of the virtual display, only if it is needed', async () => {
    const { machine } = fakeMachine({ env: { PATH: temporaryFolder() } })
    expect(await findMissing(machine, { display: false })).toMatchObject({ names: [], essential: false })
    expect(await findMissing(machine, { display: true })).toEqual({
      names: ['Xvfb', 'xauth'],
      packages: ['xvfb', 'xauth'],
      essential: true,
    })
  })

  test('finds requested packages that are not installed', async () => {
    const { machine } = fakeMachine({ installed: ['sqlite3'] })
    const result = await findMissing(machine, { packages: ['sqlite3', 'python3-bcrypt'] })
    expect(result).toEqual({ names: ['python3-bcrypt'], packages: ['python3-bcrypt'], essential: false })
  })

  test.each(['darwin', 'win32'])('finds nothing missing on %s', async (platform) => {
    const { machine, ran } = fakeMachine({ platform })
    const result = await findMissing(machine, { electron: '/electron', display: true, packages: ['sqlite3'] })
    expect(result.names).toEqual([])
    expect(ran).toEqual([])
  })
})

describe('the installation', () => {
  test('prints one line and does not refresh valid package lists', async () => {
    const { machine, ran, logged } = fakeMachine({ known: ['sqlite3'] })
    await systemLibraries(machine, { packages: ['sqlite3'] })
    const apt = ran.filter((line) => line.startsWith('apt-get'))
    expect(apt).toEqual(['apt-get -q install -y --no-install-recommends sqlite3'])
    expect(logged).toHaveLength(1)
    expect(logged[0]).toMatch(/^Installing missing system packages .*: sqlite3$/)
  })

  test('refreshes package lists that lack the package', async () => {
    const { machine, ran } = fakeMachine({ known: [], knownAfterUpdate: ['sqlite3'] })
    await systemLibraries(machine, { packages: ['sqlite3'] })
    expect(ran.map((line) => /update|install/.exec(line)?.[0]).filter(Boolean)).toEqual(['update', 'install'])
  })

  test('refreshes outdated package lists and retries', async () => {
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
  ])('waits while another apt locks %s, and prints that once', async (_what, settings, command) => {
    const { machine, ran, logged } = fakeMachine({ ...settings, locked: 2 })
    await systemLibraries(machine, { packages: ['sqlite3'] })
    expect(ran.filter((line) => line.startsWith(`apt-get -q ${command}`))).toHaveLength(3)
    expect(logged.filter((line) => /Another apt is at work/.test(line))).toHaveLength(1)
  })

  test('fails with the reason after waiting three minutes for another apt', async () => {
    const { machine, ran } = fakeMachine({ known: ['sqlite3'], locked: 1000 })
    const failure = systemLibraries(machine, { packages: ['sqlite3'] })
    await expect(failure).rejects.toThrow(/still at work after 180 s.*Could not get lock/)
    expect(ran.filter((line) => line.startsWith('apt-get'))).toHaveLength(180 / 5 + 1)
  })

  test('fails with the error of apt if the retry fails too', async () => {
    const { machine } = fakeMachine({ known: ['sqlite3'], failingInstalls: 2 })
    await expect(systemLibraries(machine, { packages: ['sqlite3'] })).rejects.toThrow('E: no')
  })

  test('uses the newer name if the system renamed the package', () => {
    expect(availableNames(['libgtk-3-0', 'xvfb'], new Set(['libgtk-3-0t64', 'xvfb']))).toEqual([
      'libgtk-3-0t64',
      'xvfb',
    ])
  })

  test('if it is forbidden, missing parts are an error only if Electron cannot start without them', async () => {
    const { machine, ran, logged } = fakeMachine({ env: { ...forbidden, PATH: temporaryFolder() } })
    await systemLibraries(machine, { packages: ['sqlite3'] })
    expect(logged[0]).toContain('apt-get install')
    await expect(systemLibraries(machine, { display: true })).rejects.toThrow('Electron can not start')
    expect(ran.filter((line) => line.startsWith('apt-get'))).toEqual([])
  })
})
