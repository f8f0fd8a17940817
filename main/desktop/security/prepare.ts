import { app, protocol } from 'electron'
import type { PageOrigin } from './guards'
import { installGuards } from './install-guards'
import { registerScheme } from './protocol'

/**
 * Applies the settings that Electron accepts only before it is ready. Must run before the first
 * `await`: afterwards, each of these lines would throw or have no effect.
 */
export function prepare(origin: PageOrigin): void {
  // With --no-sandbox (root, in development), this would make every child process fail.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // Chromium's background requests bypass webRequest. Without name resolution, none can leave.
  app.commandLine.appendSwitch('host-resolver-rules', `MAP * ~NOTFOUND${origin.developer ? ', EXCLUDE localhost' : ''}`)
  app.commandLine.appendSwitch('disable-background-networking')
  registerScheme(protocol)
  installGuards(app, origin)
}
