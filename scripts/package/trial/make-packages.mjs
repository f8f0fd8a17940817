import { join } from 'node:path'
import { runInForeground } from '../../foreground.mjs'
import { projectRoot, tool } from '../../project.mjs'
import { sourceDate } from '../date.mjs'
import { readManifest, runtimeInPlace } from '../facts.mjs'
import { makeInstallers } from '../make-installers.mjs'
import { trialFolder } from './package.mjs'

/** Lower than any release. */
const olderVersion = '0.0.1'

/** Builds the release and an older version from the same sources, with fast compression. */
export async function makeTrialPackages() {
  const code = await runInForeground([...tool('electron-vite'), 'build', '--logLevel', 'warn'], { cwd: projectRoot })
  if (code !== 0) throw new Error('Latchkey could not be built.')
  const common = { runtime: runtimeInPlace(), date: await sourceDate(), quick: true }
  const older = { version: olderVersion, output: join(trialFolder, 'older'), portable: false }
  const newer = { version: readManifest().version, output: join(trialFolder, 'newer') }
  await makeInstallers({ ...common, ...older })
  await makeInstallers({ ...common, ...newer })
}
