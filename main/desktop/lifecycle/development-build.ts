import { devDependencies } from '../../../package.json'

/**
 * Whether the app runs on a different Electron from the one that ships, such as the fallback for
 * development and tests. About shows this, because that Chromium may no longer get security fixes.
 */
export function isDevelopmentBuild(electron: string): boolean {
  return electron !== devDependencies.electron
}
