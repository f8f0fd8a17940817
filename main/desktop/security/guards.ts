/**
 * What a page may do, decided by pure functions; `install-guards.ts` attaches them to Electron's events. Defended: code that got
 * into the page (navigating away, opening windows, reaching the network, speaking to main from a foreign frame).
 * Not defended: whoever can change the app's files or starts it under a debugger.
 */

/** Where our page lives: `app://bundle` in every build, the dev server beside it in developer mode only. */
export type PageOrigin = { readonly page: string; readonly developer: boolean }

/**
 * Whether an address belongs to our page. Scheme and host are compared, never `origin`: for a custom scheme Node says
 * the origin is the string "null", and two of those are always equal.
 */
export function isOurPage(address: string, origin: PageOrigin): boolean {
  const url = parse(address)
  const ours = parse(origin.page)
  if (!url || !ours) return false
  return url.protocol === ours.protocol && url.host === ours.host && url.username === '' && url.password === ''
}

/** A page's frame as far as the check needs it; null once it is gone. */
type Frame = { readonly url: string } | null

/** Whether a message comes from the main frame of our window, showing our page (Electron's checklist, item 17). */
export function isTrustedSender(sender: Frame, mainFrame: Frame, origin: PageOrigin): boolean {
  return sender !== null && sender === mainFrame && isOurPage(sender.url, origin)
}

/** Nothing navigates: the screens change by themselves. In developer mode the dev server may reload its own page. */
export function mayNavigate(address: string, origin: PageOrigin): boolean {
  return origin.developer && isOurPage(address, origin)
}

/** Only the app's own files are loaded; in developer mode also what the dev server and its developer tools need. */
export function mayRequest(address: string, origin: PageOrigin): boolean {
  if (isOurPage(address, origin)) return true
  if (!origin.developer) return false
  const url = parse(address)
  return url?.protocol === 'devtools:' || (url?.protocol === 'ws:' && url.host === parse(origin.page)?.host)
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null
}
