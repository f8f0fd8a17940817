import { readdirSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/**
 * The purpose of each file of an unpacked app. The first match applies.
 * @type {[RegExp, string][]}
 */
const kinds = [
  [/^resources\/app\.asar$/, 'Latchkey itself: app.asar'],
  [/LICENSE|licences/, 'licences, which must ship'],
  [/^locales\//, 'translations of Chromium'],
  [/libGLESv2|libEGL|swiftshader|vulkan|vk_/, 'rendering without a graphics card'],
  [/^icudtl\.dat$/, 'Unicode, dates, sorting (ICU)'],
  [/\.pak$/, 'images and pages of Chromium'],
  [/\.bin$/, 'start-up snapshots of V8'],
  [/libffmpeg/, 'audio and video, which Electron links to'],
  [/^latchkey$/, 'Electron: Chromium and Node'],
  [/^resources\//, 'system integration of the package (AppArmor)'],
]

/**
 * @typedef {{ kind: string, bytes: number }} Part
 */

/**
 * The size of an unpacked app by purpose, largest first.
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

/** @param {string} folder */
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
