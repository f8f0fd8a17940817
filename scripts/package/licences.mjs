import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../project.mjs'

/**
 * The licences of all npm packages in the app, which must ship with it. Throws if one has none.
 * @returns {string}
 */
export function packageLicences() {
  const parts = shippedPackages().map(({ name, version, folder }) => {
    return `${rule}\n${name} ${version}\n${rule}\n\n${licenceTexts(folder, name)}\n`
  })
  return `Latchkey contains the following packages.\n\n${parts.join('\n')}`
}

const rule = '-'.repeat(72)

/** All transitive dependencies of the app: at least the packages that are bundled. */
export function shippedPackages() {
  /**
   * @typedef {{ version: string, dev?: boolean, devOptional?: boolean, optional?: boolean }} Entry
   * @type {{ packages: Record<string, Entry> }}
   */
  const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'))
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional, optional }]) => path !== '' && !dev && !devOptional && !optional)
    .map(([path, { version }]) => ({
      name: path.replace(/^.*node_modules\//, ''),
      version,
      folder: join(projectRoot, path),
    }))
    .filter(({ name }) => !name.startsWith('@types/'))
}

/**
 * @param {string} folder
 * @param {string} name
 */
function licenceTexts(folder, name) {
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying|third_party_licenses)/i.test(file))
    .sort()
  if (files.length === 0) throw new Error(`${name} has no licence.`)
  return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n')
}
