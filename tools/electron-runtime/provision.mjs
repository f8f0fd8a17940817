import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dress } from './dress.mjs'
import { fetchFallback } from './fallback.mjs'
import { IntegrityError } from './integrity.mjs'
import { installOrdinary, mirrorOf, ordinarySeconds } from './ordinary.mjs'
import { inStaging } from './staging.mjs'
import { inspect, notePath, readNote } from './state.mjs'
import { putInPlace } from './wire.mjs'

/** The fallback is a makeshift, so the ordinary installer gets another chance, but not at every start. */
const retryHours = 24

/**
 * Makes sure that `node_modules/electron` holds a runtime: the version that ships where it can be downloaded, else,
 * on linux-x64, the fallback. Says in one line which one is in use. Costs next to nothing when all is in place.
 * @param {import('./world.mjs').World} world
 */
export async function provision(world) {
  const state = inspect(world)
  if (state === 'override') return world.say(`Electron from ELECTRON_OVERRIDE_DIST_PATH in use.`)
  if (state === 'ordinary') return world.say(`Electron ${world.wanted} in use.`)
  if (state === 'fallback' && !isRetryDue(world)) return world.say(fallbackLine(world))
  if (state === 'damaged') world.say('The Electron runtime in node_modules is not whole: putting it right.')
  await inStaging(world.electron, (staging) => install(world, staging, state))
}

/**
 * @param {import('./world.mjs').World} world
 * @param {string} staging
 * @param {import('./state.mjs').State} state
 */
async function install(world, staging, state) {
  const failure = await tryOrdinary(world, staging)
  if (failure === null) return world.say(`Electron ${world.wanted} in use.`)
  if (state !== 'fallback' && world.platform !== world.pins.platform) {
    throw new Error(wayOut(world, `${failure}, and there is no fallback for ${world.platform}`))
  }
  world.say(`Electron ${world.wanted} could not be downloaded: ${failure}.`)
  const note = { recipe: world.pins.recipe, tried: world.now(), mirror: mirrorOf(world.env) }
  if (state === 'fallback') await writeFile(notePath(join(world.electron, 'dist')), JSON.stringify(note))
  else await installFallback(world, staging, note)
  world.say(fallbackLine(world))
}

/**
 * Returns null, or why it failed.
 * @param {import('./world.mjs').World} world
 * @param {string} staging
 */
async function tryOrdinary(world, staging) {
  world.say(`Electron ${world.wanted}: running its installer (at most ${ordinarySeconds} s) …`)
  try {
    await putInPlace(world, staging, await installOrdinary(world, staging))
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
    throw new Error(wayOut(world, `see above; nor its fallback: ${firstLine(error)}`), { cause: error })
  })
  await dress(dist, world.pins, note)
  await putInPlace(world, staging, dist)
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
const wayOut = ({ wanted }, reasons) =>
  `Electron ${wanted} could not be downloaded: ${reasons}.
Where its download host is out of reach, name a mirror: ELECTRON_MIRROR=https://<mirror>/electron/
(https://www.electronjs.org/docs/latest/tutorial/installation#mirror).`

/** @param {unknown} error */
const firstLine = (error) =>
  /^.*?(?=\.?$)/m.exec(error instanceof Error ? error.message.trim() : String(error))?.[0] ?? ''
