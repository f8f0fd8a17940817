import { join } from 'node:path'
import { runInForeground } from '../../foreground.mjs'
import { projectRoot, tool } from '../../project.mjs'
import { dateOfSources } from '../date.mjs'
import { readManifest, runtimeInPlace } from '../facts.mjs'
import { makeInstallers } from '../make-installers.mjs'
import { trialFolder } from './package.mjs'

/** Lower than any version there was. */
const olderVersion = '0.0.1'

/** Two packages of the same sources, compressed for speed: as a release is made, and one that is called older. */
export async function makeTrialPackages() {
  const code = await runInForeground([...tool('electron-vite'), 'build', '--logLevel', 'warn'], { cwd: projectRoot })
  if (code !== 0) throw new Error('Latchkey could not be built.')
  const common = { runtime: runtimeInPlace(), date: await dateOfSources(), quick: true }
  const older = { version: olderVersion, output: join(trialFolder, 'older'), portable: false }
  const newer = { version: readManifest().version, output: join(trialFolder, 'newer') }
  await makeInstallers({ ...common, ...older })
  await makeInstallers({ ...common, ...newer })
}
