import { describe, expect, it } from 'vitest'
import {
  isOurPage,
  isTrustedSender,
  mayNavigate,
  mayRequest,
  type PageOrigin,
} from '../../../main/desktop/security/guards'

const built: PageOrigin = { page: 'app://bundle/index.html', developer: false }
const developer: PageOrigin = { page: 'http://localhost:5173/', developer: true }

const foreignAddresses = [
  '',
  'null',
  'about:blank',
  'index.html',
  'http://bundle/index.html',
  'https://app//bundle',
  'file:///etc/passwd',
  'app://bundle.evil/index.html',
  'app://evil/app://bundle/index.html',
  'app://evil/?app://bundle',
  'app://bundle@evil/',
  'app://user:password@bundle/index.html',
  'app://bundle:8080/index.html',
  'app:bundle/index.html',
  'apps://bundle/index.html',
  'data:text/html,app://bundle',
  'javascript:alert(1)',
  'blob:app://bundle/4f5a',
  'view-source:app://bundle/index.html',
  'filesystem:app://bundle/x',
  'http://localhost:5173/',
]

describe('the page of the built app', () => {
  it.each([
    'app://bundle/index.html',
    'app://bundle/',
    'app://bundle/index.html#/login',
    'APP://bundle/index.html?x=1',
  ])('is %s', (address) => {
    expect(isOurPage(address, built)).toBe(true)
  })

  it.each(foreignAddresses)('is not %j', (address) => {
    expect(isOurPage(address, built)).toBe(false)
  })
})

describe('the sender of a message', () => {
  const mainFrame = { url: 'app://bundle/index.html' }

  it('is trusted if it is the main frame of our window and shows our page', () => {
    expect(isTrustedSender(mainFrame, mainFrame, built)).toBe(true)
  })

  it('is not trusted if it is another frame with the same address', () => {
    expect(isTrustedSender({ url: mainFrame.url }, mainFrame, built)).toBe(false)
  })

  it('is not trusted if it is gone, even if the window has no frame either', () => {
    expect(isTrustedSender(null, mainFrame, built)).toBe(false)
    expect(isTrustedSender(null, null, built)).toBe(false)
  })

  it.each(foreignAddresses)('is not trusted if the main frame shows %j', (url) => {
    const frame = { url }
    expect(isTrustedSender(frame, frame, built)).toBe(false)
  })
})

describe('navigation', () => {
  it.each([...foreignAddresses, 'app://bundle/index.html', 'app://bundle/other.html'])(
    'is denied to %j in a build',
    (address) => {
      expect(mayNavigate(address, built)).toBe(false)
    },
  )

  it('in developer mode is allowed only for the page of the dev server', () => {
    expect(mayNavigate('http://localhost:5173/', developer)).toBe(true)
    expect(mayNavigate('http://localhost:5174/', developer)).toBe(false)
    expect(mayNavigate('https://localhost:5173/', developer)).toBe(false)
    expect(mayNavigate('app://bundle/index.html', developer)).toBe(false)
  })
})

describe('requests', () => {
  it("are allowed for the app's own files", () => {
    expect(mayRequest('app://bundle/assets/index.js', built)).toBe(true)
  })

  it.each([
    ...foreignAddresses,
    'ws://localhost:5173/',
    'devtools://devtools/bundled/inspector.html',
    'chrome://version',
  ])('are denied to %j in a build', (address) => {
    expect(mayRequest(address, built)).toBe(false)
  })

  it.each([
    ['http://localhost:5173/main.tsx', true],
    ['ws://localhost:5173/?token=x', true],
    ['devtools://devtools/bundled/inspector.html', true],
    ['ws://localhost:9999/', false],
    ['wss://localhost:5173/', false],
    ['http://example.com/', false],
    ['https://redirector.gvt1.com/', false],
  ])('in developer mode to %s are allowed: %s', (address, allowed) => {
    expect(mayRequest(address, developer)).toBe(allowed)
  })
})
