import { readdirSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/**
 * What the bytes of an unpacked app are for. The first rule that fits counts.
 * @type {[RegExp, string][]}
 */
const kinds = [
  [/^resources\/app\.asar$/, 'Latchkey itself: app.asar'],
  [/LICENSE|licences/, 'licences, which must come along'],
  [/^locales\//, 'words of Chromium, in the languages we ship'],
  [/libGLESv2|libEGL|swiftshader|vulkan|vk_/, 'drawing without a graphics card'],
  [/^icudtl\.dat$/, 'writing systems, dates, sorting (ICU)'],
  [/\.pak$/, 'pictures and pages inside Chromium'],
  [/\.bin$/, 'start-up snapshots of V8'],
  [/libffmpeg/, 'sound and film, which Electron is linked to'],
  [/^latchkey$/, 'Electron: Chromium and Node'],
  [/^resources\//, 'what the installed package needs from the system (AppArmor)'],
]

/**
 * @typedef {{ kind: string, bytes: number }} Part
 */

/**
 * The parts of an unpacked app, the largest first.
 * @param {string} folder
 * @returns {Part[]}
 */
export function partsOf(folder) {
  /** @type {Map<string, number>} */
  const sums = new Map()
  for (const { name, bytes } of filesIn(folder)) {
    const kind = kinds.find(([pattern]) => pattern.test(name))?.[1] ?? 'helpers of Chromium'
    sums.set(kind, (sums.get(kind) ?? 0) + bytes)
  }
  return [...sums].map(([kind, bytes]) => ({ kind, bytes })).sort((a, b) => b.bytes - a.bytes)
}

/**
 * @param {string} folder
 */
function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return entries.map((entry) => {
    const path = join(entry.parentPath, entry.name)
    return { name: relative(folder, path).split(sep).join('/'), bytes: statSync(path).size }
  })
}

/** @param {Part[]} parts */
export function table(parts) {
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  return [...parts, { kind: 'in all, installed', bytes: total }]
    .map(({ kind, bytes }) => `${(bytes / 1e6).toFixed(1).padStart(8)} MB  ${kind}`)
    .join('\n')
}
