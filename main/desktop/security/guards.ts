/**
 * Pure functions that decide what a page may do; `install-guards.ts` attaches them to Electron's
 * events. They defend against injected code in the page that navigates, opens windows, uses the
 * network or sends messages from another frame. They do not defend against an attacker who can
 * change the app's files or start it under a debugger.
 */

/**
 * The address of our page: `app://bundle` in every build, the dev server in developer mode only.
 */
export type PageOrigin = { readonly page: string; readonly developer: boolean }

/**
 * Whether an address belongs to our page. Compares scheme and host, never `origin`: for a custom
 * scheme, Node's origin is the string "null", and any two of those are equal.
 */
export function isOurPage(address: string, origin: PageOrigin): boolean {
  const url = parseUrl(address)
  const ours = parseUrl(origin.page)
  if (!url || !ours) return false
  return url.protocol === ours.protocol && url.host === ours.host && url.username === '' && url.password === ''
}

/** The part of a frame that the check needs. Null once the frame is gone. */
type Frame = { readonly url: string } | null

/**
 * Whether a message comes from the main frame of our window while it shows our page (Electron's
 * checklist, item 17).
 */
export function isTrustedSender(sender: Frame, mainFrame: Frame, origin: PageOrigin): boolean {
  return sender !== null && sender === mainFrame && isOurPage(sender.url, origin)
}

/**
 * Denies all navigation: screens change without it. In developer mode, the dev server may reload
 * its page.
 */
export function mayNavigate(address: string, origin: PageOrigin): boolean {
  return origin.developer && isOurPage(address, origin)
}

/** Allows the app's own files; in developer mode, also the dev server and the developer tools. */
export function mayRequest(address: string, origin: PageOrigin): boolean {
  if (isOurPage(address, origin)) return true
  if (!origin.developer) return false
  const url = parseUrl(address)
  return url?.protocol === 'devtools:' || (url?.protocol === 'ws:' && url.host === parseUrl(origin.page)?.host)
}

function parseUrl(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null
}
