import { devDependencies } from '../../../package.json'

/**
 * Whether this runs on another Electron than the one that ships, such as the fallback of development and tests: About
 * says so, because nobody should keep accounts on a Chromium that is out of support without knowing it.
 */
export function isDevelopmentBuild(electron: string): boolean {
  return electron !== devDependencies.electron
}
