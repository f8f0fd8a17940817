import type { Protocol, Session } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

/**
 * A custom scheme for the page, which avoids `file:` (it may read other files) and a server. It
 * serves one host from one folder, read-only, and every response carries the content policy. The
 * session is in memory, so the page leaves no cache, cookies or storage on the disk.
 */
export const appScheme = 'app'
export const appHost = 'bundle'
export const appPage = `${appScheme}://${appHost}/index.html`

/**
 * Allows only our own scripts, and no connections, frames or form targets. Trusted Types prevent
 * text from becoming markup.
 */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "worker-src 'none'",
  "manifest-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

export const securityHeaders = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  'permissions-policy': 'camera=(), clipboard-read=(), display-capture=(), geolocation=(), microphone=(), usb=()',
} as const

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * Makes `app:` a standard, secure origin, without bypassCSP, CORS or service workers. Must run
 * before `ready`.
 */
export function registerScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built page to one session. */
export function serveFolder(session: Session, root: string): void {
  session.protocol.handle(appScheme, (request) => respond(request, root))
}

/** Resolves an address to a file. Null if it is not one of the app's files. */
export function fileFor(address: string, root: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, host, pathname, username, password } = new URL(address)
  if (protocol !== `${appScheme}:` || host !== appHost || username !== '' || password !== '') return null
  const path = decodePath(pathname)
  if (path === null || /[\\\0]/.test(path) || !(extname(path) in contentTypes)) return null
  const file = join(root, path)
  return file.startsWith(root + sep) ? file : null
}

/** Returns a file of the app, or 404 or 405 without a reason. */
export async function respond(request: Pick<Request, 'method' | 'url'>, root: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return emptyResponse(405)
  const file = fileFor(request.url, root)
  if (!file) return emptyResponse(404)
  const content = await readFile(file).catch(() => null)
  if (!content) return emptyResponse(404)
  const headers = { ...securityHeaders, 'content-type': contentTypes[extname(file)] ?? 'application/octet-stream' }
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(content), { headers })
}

function emptyResponse(status: number): Response {
  return new Response(null, { status, headers: securityHeaders })
}

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}
