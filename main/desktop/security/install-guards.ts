import type { App, Session, WebContents } from 'electron'
import { mayNavigate, mayRequest, type PageOrigin } from './guards'

/**
 * Attaches the guards to every session and every page, including unexpected ones. They block
 * network requests, permissions, downloads, navigation and new windows (Electron's checklist, items
 * 5, 12–14). Must run before `ready`, so that the default session is guarded too.
 */
export function installGuards(app: App, origin: PageOrigin): void {
  app.on('session-created', (session) => guardSession(session, origin))
  app.on('web-contents-created', (_event, contents) => guardContents(contents, origin))
}

function guardSession(session: Session, origin: PageOrigin): void {
  session.setSpellCheckerEnabled(false)
  // Disabling is not enough: with a language set, Chromium still requests its dictionary.
  session.setSpellCheckerLanguages([])
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayRequest(url, origin) }))
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}

function guardContents(contents: WebContents, origin: PageOrigin): void {
  contents.on('will-navigate', (event) => preventUnless(mayNavigate(event.url, origin), event))
  contents.on('will-frame-navigate', (event) => preventUnless(mayNavigate(event.url, origin), event))
  contents.on('will-redirect', (event) => preventUnless(mayNavigate(event.url, origin), event))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // A `beforeunload` handler in the page must not keep the app from quitting.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  // WebRTC bypasses the content policy and webRequest; only this setting blocks its packets.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

function preventUnless(allowed: boolean, event: { preventDefault(): void }): void {
  if (!allowed) event.preventDefault()
}
