import type { App, Session, WebContents } from 'electron'
import { mayNavigate, mayRequest, type PageOrigin } from './guards'

/**
 * Hangs the guards on every session and every page, also on ones that nobody meant to make: no request leaves, no
 * permission is granted, nothing is downloaded, nothing navigates, no window opens (Electron's checklist, items 5, 12–14).
 * Must run before `ready`, so that the default session is caught too.
 */
export function installGuards(app: App, origin: PageOrigin): void {
  app.on('session-created', (session) => hardenSession(session, origin))
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, origin))
}

function hardenSession(session: Session, origin: PageOrigin): void {
  session.setSpellCheckerEnabled(false)
  // Off is not enough: without this, Chromium asks the network for a dictionary all the same.
  session.setSpellCheckerLanguages([])
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayRequest(url, origin) }))
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}

function hardenContents(contents: WebContents, origin: PageOrigin): void {
  contents.on('will-navigate', (event) => stopUnless(mayNavigate(event.url, origin), event))
  contents.on('will-frame-navigate', (event) => stopUnless(mayNavigate(event.url, origin), event))
  contents.on('will-redirect', (event) => stopUnless(mayNavigate(event.url, origin), event))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // A page that asks to stay must not keep the app from ending.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  // WebRTC walks past the content policy and webRequest; this is what keeps its packets in.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

function stopUnless(allowed: boolean, event: { preventDefault(): void }): void {
  if (!allowed) event.preventDefault()
}
