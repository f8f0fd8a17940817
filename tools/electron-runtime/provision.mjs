import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { completeRuntime } from './complete-runtime.mjs'
import { fetchFallback } from './fallback.mjs'
import { IntegrityError } from './integrity.mjs'
import { installOrdinary, mirrorOf, ordinarySeconds } from './ordinary.mjs'
import { inStaging } from './staging.mjs'
import { inspect, notePath, readNote } from './state.mjs'
import { activateRuntime } from './activate-runtime.mjs'

/** The fallback is a stopgap, so the ordinary installer is retried, but not at every start. */
const retryHours = 24

/**
 * Installs a runtime into `node_modules/electron`: the version that ships if it can be downloaded,
 * else, on linux-x64, the fallback. Prints in one line which one is in use. Fast if a runtime is
 * installed.
 * @param {import('./world.mjs').World} world
 */
export async function provision(world) {
  const state = inspect(world)
  if (state === 'override') return world.log(`Electron from ELECTRON_OVERRIDE_DIST_PATH in use.`)
  if (state === 'ordinary') return world.log(`Electron ${world.wanted} in use.`)
  if (state === 'fallback' && !isRetryDue(world)) return world.log(fallbackLine(world))
  if (state === 'damaged') world.log('The Electron runtime in node_modules is not whole: putting it right.')
  await inStaging(world.electron, (staging) => install(world, staging, state))
}

/**
 * @param {import('./world.mjs').World} world
 * @param {string} staging
 * @param {import('./state.mjs').State} state
 */
async function install(world, staging, state) {
  const failure = await tryOrdinary(world, staging)
  if (failure === null) return world.log(`Electron ${world.wanted} in use.`)
  if (state !== 'fallback' && world.platform !== world.pins.platform) {
    throw new Error(failureMessage(world, `${failure}, and there is no fallback for ${world.platform}`))
  }
  world.log(`Electron ${world.wanted} could not be downloaded: ${failure}.`)
  const note = { recipe: world.pins.recipe, tried: world.now(), mirror: mirrorOf(world.env) }
  if (state === 'fallback') await writeFile(notePath(join(world.electron, 'dist')), JSON.stringify(note))
  else await installFallback(world, staging, note)
  world.log(fallbackLine(world))
}

/**
 * Returns null, or the reason of the failure.
 * @param {import('./world.mjs').World} world
 * @param {string} staging
 */
async function tryOrdinary(world, staging) {
  world.log(`Electron ${world.wanted}: running its installer (at most ${ordinarySeconds} s) …`)
  try {
    await activateRuntime(world, staging, await installOrdinary(world, staging))
    return null
  } catch (error) {
    return firstLine(error)
  }
}

/**
 * @param {import('./world.mjs').World} world
 * @param {string} staging
 * @param {import('./state.mjs').Note} note
 */
async function installFallback(world, staging, note) {
  const dist = join(staging, 'dist')
  await fetchFallback(world, dist).catch((error) => {
    if (error instanceof IntegrityError) throw error
    throw new Error(failureMessage(world, `see above; nor its fallback: ${firstLine(error)}`), { cause: error })
  })
  await completeRuntime(dist, world.pins, note)
  await activateRuntime(world, staging, dist)
}

/** @param {import('./world.mjs').World} world */
function isRetryDue(world) {
  const note = readNote(join(world.electron, 'dist'))
  const age = world.now() - (note?.tried ?? 0)
  return note?.mirror !== mirrorOf(world.env) || age > retryHours * 3_600_000 || age < 0
}

/** @param {import('./world.mjs').World} world */
const fallbackLine = ({ pins, wanted }) =>
  `Electron ${pins.version} in use: a fallback for development and tests only, because ${wanted} could not be downloaded.`

/**
 * @param {import('./world.mjs').World} world
 * @param {string} reasons
 */
const failureMessage = ({ wanted }, reasons) =>
  `Electron ${wanted} could not be downloaded: ${reasons}.
Where its download host is out of reach, name a mirror: ELECTRON_MIRROR=https://<mirror>/electron/
(https://www.electronjs.org/docs/latest/tutorial/installation#mirror).`

/** @param {unknown} error */
const firstLine = (error) =>
  /^.*?(?=\.?$)/m.exec(error instanceof Error ? error.message.trim() : String(error))?.[0] ?? ''
