import { expect, test } from 'vitest'
import { electronSwitches, needsVirtualDisplay } from '../../scripts/display.mjs'

const linux = { platform: 'linux', root: false, env: { DISPLAY: ':0' } }

test('the sandbox is taken away as root on Linux, and only there', () => {
  expect(electronSwitches({ ...linux, root: true })).toEqual(['--no-sandbox'])
  expect(electronSwitches(linux)).toEqual([])
  expect(electronSwitches({ ...linux, platform: 'darwin', root: true })).toEqual([])
})

test('where there is only Wayland, Electron may choose it', () => {
  expect(electronSwitches({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual(['--ozone-platform-hint=auto'])
  expect(electronSwitches({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' } })).toEqual([])
})

test('in a virtual display Chromium is not heard about what such a display lacks', () => {
  expect(electronSwitches({ ...linux, root: true, env: {} })).toEqual(['--no-sandbox', '--log-level=3'])
})

test('the app opens where the person can see it, if there is such a place', () => {
  expect(needsVirtualDisplay(linux, 'real')).toBe(false)
  expect(needsVirtualDisplay({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } }, 'real')).toBe(false)
  expect(needsVirtualDisplay({ ...linux, env: {} }, 'real')).toBe(true)
  expect(needsVirtualDisplay({ ...linux, env: { DISPLAY: '' } }, 'real')).toBe(true)
})

test('tests run in a display of their own, on Linux', () => {
  expect(needsVirtualDisplay(linux, 'virtual')).toBe(true)
  expect(needsVirtualDisplay({ ...linux, platform: 'darwin', env: {} }, 'virtual')).toBe(false)
})
