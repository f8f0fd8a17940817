import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentPolicy, fileFor, respond } from '../../../main/desktop/security/protocol'

let folder: string
let root: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-protocol-'))
  root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(root, 'index.html'), '<!doctype html>')
  writeFileSync(join(root, 'assets', 'index.js'), 'export {}')
  writeFileSync(join(folder, 'secret.js'), 'outside')
  mkdirSync(join(folder, 'renderer-twin'))
  writeFileSync(join(folder, 'renderer-twin', 'secret.js'), 'outside')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const get = (url: string, method = 'GET') => respond({ url, method }, root)

describe('app://', () => {
  it.each([
    ['app://bundle/index.html', 'text/html; charset=utf-8'],
    ['app://bundle/index.html#/login', 'text/html; charset=utf-8'],
    ['app://bundle/assets/index.js?v=1', 'text/javascript; charset=utf-8'],
    ['app://bundle/assets/../index.html', 'text/html; charset=utf-8'],
  ])('serves %s', async (url, type) => {
    const response = await get(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
  })

  it.each([
    'app://bundle/',
    'app://bundle',
    'app://bundle/missing.js',
    'app://bundle/assets',
    'app://bundle/..%2fsecret.js',
    'app://bundle/..%5csecret.js',
    'app://bundle/assets/..%2f..%2fsecret.js',
    'app://bundle/%2e%2e%2fsecret.js',
    'app://bundle/..%2frenderer-twin%2fsecret.js',
    'app://bundle/%252e%252e%252fsecret.js',
    'app://bundle//etc/passwd',
    'app://bundle/%00index.html',
    'app://bundle/index.html%00.js',
    'app://bundle/%ff.js',
    'app://bundle/%zz.js',
    'app://evil/index.html',
    'app://bundle:80/index.html',
    'app://user@bundle/index.html',
    'file:///etc/hosts.html',
    'http://bundle/index.html',
    'not an address',
  ])('answers 404 for %j', async (url) => {
    const response = await get(url)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it('serves no file of an unknown type', async () => {
    writeFileSync(join(root, 'notes.txt'), 'x')
    expect((await get('app://bundle/notes.txt')).status).toBe(404)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('refuses %s', async (method) => {
    expect((await get('app://bundle/index.html', method)).status).toBe(405)
  })

  it('answers HEAD without a body', async () => {
    const response = await get('app://bundle/index.html', 'HEAD')
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  })

  it('sends the content policy with every response, including errors', async () => {
    for (const response of [
      await get('app://bundle/index.html'),
      await get('app://bundle/no.js'),
      await get('app://x/', 'POST'),
    ]) {
      expect(response.headers.get('content-security-policy')).toBe(contentPolicy)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    }
  })

  it('never leaves its folder, not even for a folder whose name begins with the same text', () => {
    expect(fileFor('app://bundle/x.js', root)).toBe(join(root, 'x.js'))
    expect(fileFor('app://bundle/..%2frenderer-twin%2fx.js', root)).toBeNull()
  })
})

describe('the content policy', () => {
  it.each(["default-src 'none'", "connect-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'none'"])(
    'contains %s',
    (directive) => {
      expect(contentPolicy.split('; ')).toContain(directive)
    },
  )

  it.each(['unsafe-inline', 'unsafe-eval', 'http:', 'https:', '*', 'blob:'])('does not allow %s', (source) => {
    expect(contentPolicy).not.toContain(source)
  })
})
