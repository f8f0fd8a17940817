import { describe, expect, it } from 'vitest'
import { boundsToRemember, isWayland, placeWindow } from '../../../main/desktop/window/bounds'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const monitor = { x: 1440, y: 0, width: 2560, height: 1400 }
const small = { x: 0, y: 0, width: 800, height: 500 }

describe('the place of the window', () => {
  it('is the middle of the first display, at the default size, on the first start', () => {
    expect(placeWindow(null, [laptop])).toEqual({ x: 240, y: 102, width: 960, height: 720 })
  })

  it('is the remembered place', () => {
    const before = { x: 1600, y: 200, width: 700, height: 600 }
    expect(placeWindow(before, [laptop, monitor])).toEqual(before)
  })

  it('is the first display, at the remembered size, if its display is gone', () => {
    const before = { x: 1600, y: 200, width: 700, height: 600 }
    expect(placeWindow(before, [laptop])).toEqual({ x: 370, y: 162, width: 700, height: 600 })
  })

  it.each([
    ['far away', { x: 90_000, y: 90_000, width: 700, height: 600 }],
    ['above the display', { x: 100, y: -590, width: 700, height: 600 }],
    ['mostly beyond the edge', { x: 1430, y: 100, width: 700, height: 600 }],
  ])('is on a display again if it was %s', (_where, before) => {
    const place = placeWindow(before, [laptop])
    expect(place.x).toBeGreaterThanOrEqual(laptop.x)
    expect(place.y).toBeGreaterThanOrEqual(laptop.y)
    expect(place.x + place.width).toBeLessThanOrEqual(laptop.x + laptop.width)
    expect(place.y + place.height).toBeLessThanOrEqual(laptop.y + laptop.height)
  })

  it('is moved fully onto its display if part of the window was outside', () => {
    expect(placeWindow({ x: -100, y: 500, width: 700, height: 600 }, [laptop])).toEqual({
      x: 0,
      y: 300,
      width: 700,
      height: 600,
    })
  })

  it('is no larger than the display and no smaller than the minimum', () => {
    expect(placeWindow({ x: 0, y: 0, width: 5000, height: 5000 }, [laptop])).toMatchObject({ width: 1440, height: 875 })
    expect(placeWindow({ x: 50, y: 50, width: 10, height: 10 }, [laptop])).toMatchObject({ width: 360, height: 560 })
    expect(placeWindow(null, [small])).toMatchObject({ width: 800, height: 560 })
  })
})

describe('the place of the window on Wayland', () => {
  it.each([
    ['linux', { XDG_SESSION_TYPE: 'wayland' }, '', true],
    ['linux', {}, 'wayland', true],
    ['linux', { XDG_SESSION_TYPE: 'wayland' }, 'x11', false],
    ['linux', { XDG_SESSION_TYPE: 'x11' }, '', false],
    ['darwin', { XDG_SESSION_TYPE: 'wayland' }, '', false],
  ] as const)('%s with %j and --ozone-platform=%s: %s', (platform, env, ozonePlatform, expected) => {
    expect(isWayland(platform, env, ozonePlatform)).toBe(expected)
  })

  it('is remembered as a size without a position, and centred at the next start', () => {
    const remembered = boundsToRemember({ x: 0, y: 0, width: 700, height: 600 }, true)
    expect(remembered).toEqual({ x: null, y: null, width: 700, height: 600 })
    expect(placeWindow(remembered, [laptop])).toEqual({ x: 370, y: 162, width: 700, height: 600 })
  })

  it('is remembered with its position elsewhere', () => {
    const bounds = { x: 0, y: 0, width: 700, height: 600 }
    expect(boundsToRemember(bounds, false)).toEqual(bounds)
  })
})
