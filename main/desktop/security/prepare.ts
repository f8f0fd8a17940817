import { app, protocol } from 'electron'
import type { PageOrigin } from './guards'
import { installGuards } from './install-guards'
import { registerScheme } from './protocol'

/**
 * All that Electron only accepts before it is ready, hence synchronously and before the first `await`: after it, each
 * of these lines would throw or do nothing.
 */
export function prepare(origin: PageOrigin): void {
  // Together with --no-sandbox (root, in development) this would make every child process fail for ever.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // Chromium's own background look-ups never pass webRequest; where no name resolves, none leaves.
  app.commandLine.appendSwitch('host-resolver-rules', `MAP * ~NOTFOUND${origin.developer ? ', EXCLUDE localhost' : ''}`)
  app.commandLine.appendSwitch('disable-background-networking')
  registerScheme(protocol)
  installGuards(app, origin)
}
