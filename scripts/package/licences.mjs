import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../project.mjs'

/**
 * The licences of all npm packages whose code is in the app, as those licences ask. Throws where one has none.
 * @returns {string}
 */
export function packageLicences() {
  const parts = shippedPackages().map(({ name, version, folder }) => {
    return `${line}\n${name} ${version}\n${line}\n\n${licenceTexts(folder, name)}\n`
  })
  return `Latchkey contains the following packages.\n\n${parts.join('\n')}`
}

const line = '-'.repeat(72)

/** Every package that a dependency of the app leads to: more than is bundled, never less. */
export function shippedPackages() {
  /** @type {{ packages: Record<string, { version: string, dev?: boolean, devOptional?: boolean, optional?: boolean }> }} */
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
  if (files.length === 0) throw new Error(`${name} comes without a licence.`)
  return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n')
}
