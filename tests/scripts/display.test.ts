import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { electronSwitches, inVirtualDisplay, needsVirtualDisplay } from '../../scripts/display.mjs'

const linux = { platform: 'linux', root: false, env: { DISPLAY: ':0' } }

test('turns the sandbox off only as root on Linux', () => {
  expect(electronSwitches({ ...linux, root: true })).toEqual(['--no-sandbox'])
  expect(electronSwitches(linux)).toEqual([])
  expect(electronSwitches({ ...linux, platform: 'darwin', root: true })).toEqual([])
})

test('lets Electron choose Wayland where there is no X11 display', () => {
  expect(electronSwitches({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual(['--ozone-platform-hint=auto'])
  expect(electronSwitches({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' } })).toEqual([])
})

test('silences the errors of Chromium about what a virtual display lacks', () => {
  expect(electronSwitches({ ...linux, root: true, env: {} })).toEqual(['--no-sandbox', '--log-level=3'])
})

test('opens the app in the real display, if there is one', () => {
  expect(needsVirtualDisplay(linux, 'real')).toBe(false)
  expect(needsVirtualDisplay({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } }, 'real')).toBe(false)
  expect(needsVirtualDisplay({ ...linux, env: {} }, 'real')).toBe(true)
  expect(needsVirtualDisplay({ ...linux, env: { DISPLAY: '' } }, 'real')).toBe(true)
})

test('runs tests in a virtual display on Linux', () => {
  expect(needsVirtualDisplay(linux, 'virtual')).toBe(true)
  expect(needsVirtualDisplay({ ...linux, platform: 'darwin', env: {} }, 'virtual')).toBe(false)
})

test.runIf(existsSync('/usr/bin/Xvfb'))('two displays at once have different numbers, and leave no files', async () => {
  const opened: { DISPLAY: string; XAUTHORITY: string }[] = []
  const isOpen = ({ DISPLAY }: { DISPLAY: string }) => existsSync(`/tmp/.X11-unix/X${DISPLAY.slice(1)}`)
  const open = () =>
    inVirtualDisplay(async (display) => {
      opened.push(display)
      await expect.poll(() => opened).toHaveLength(2)
      expect(isOpen(display)).toBe(true)
    })
  await Promise.all([open(), open()])
  expect(opened[0]?.DISPLAY).not.toBe(opened[1]?.DISPLAY)
  expect(opened.filter((display) => isOpen(display) || existsSync(display.XAUTHORITY))).toEqual([])
})
