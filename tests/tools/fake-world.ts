import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { World } from '../../tools/electron-runtime/world.mjs'
import { runCommand } from '../../scripts/run-command.mjs'
import { fakePackage } from './fake-package'
import { temporaryFolder } from '../scripts/temporary-folder'

const wanted = '45.4.1'

/**
 * A fake machine without a runtime. Its switches break or allow steps; it records the commands it
 * runs.
 */
export function fakeWorld(changes: Partial<World> = {}) {
  const folder = temporaryFolder()
  const electron = join(folder, 'node_modules/electron')
  mkdirSync(electron, { recursive: true })
  writeFileSync(join(electron, 'install.js'), '')
  const { tarball, pins } = fakePackage()
  const reach = { downloadHost: false, registry: true, tar: true }
  const ran: string[] = []
  const logged: string[] = []

  const run: World['run'] = async (command, args) => {
    const what = args.includes('pack') ? 'npm pack' : command === 'tar' ? 'tar' : 'install.js'
    ran.push(what)
    if (what === 'install.js' && !reach.downloadHost) throw new Error('TypeError: fetch failed.\n    at somewhere')
    if (what === 'npm pack' && !reach.registry) throw new Error('npm error network')
    if (what === 'tar' && !reach.tar) throw new Error('killed')
    if (what === 'install.js') unpackOrdinary(dirname(args[0] ?? ''))
    if (what === 'npm pack')
      copyFileSync(tarball, join(args[args.indexOf('--pack-destination') + 1] ?? '', 'fake-1.0.0.tgz'))
    return what === 'tar' ? await runCommand(command, args) : ''
  }

  const world: World = {
    root: folder,
    electron,
    wanted,
    caches: [join(folder, 'cache')],
    platform: 'linux-x64',
    env: {},
    now: () => clock.now,
    run,
    log: (line) => logged.push(line),
    progress: () => () => undefined,
    pins,
    ...changes,
  }
  const clock = { now: 1_000_000_000_000 }
  const inElectron = () => readdirSync(electron).sort()
  const inCache = () => readdirSync(join(folder, 'cache')).sort()
  return { world, reach, ran, logged, clock, tarball, inElectron, inCache, dist: join(electron, 'dist') }
}

function unpackOrdinary(folder: string) {
  mkdirSync(join(folder, 'dist'))
  writeFileSync(join(folder, 'dist/electron'), 'the real one')
  writeFileSync(join(folder, 'dist/version'), wanted)
  writeFileSync(join(folder, 'path.txt'), 'electron')
}
