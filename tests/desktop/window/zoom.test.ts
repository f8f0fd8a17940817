import { describe, expect, it } from 'vitest'
import { settings } from '../../../preload/desktop'
import { nextZoom, zoomSteps } from '../../../main/desktop/window/zoom'

describe('zoom', () => {
  it('goes one step in, out, or back to the actual size', () => {
    expect(nextZoom(100, 'in')).toBe(110)
    expect(nextZoom(100, 'out')).toBe(90)
    expect(nextZoom(250, 'actual')).toBe(100)
  })

  it('finds the next step from a percentage between two steps', () => {
    expect(nextZoom(120, 'in')).toBe(125)
    expect(nextZoom(120, 'out')).toBe(110)
  })

  it('stops at the limits of the contract', () => {
    expect(nextZoom(300, 'in')).toBe(300)
    expect(nextZoom(50, 'out')).toBe(50)
    for (const step of zoomSteps) expect(settings.shape.zoomPercent.safeParse(step).success).toBe(true)
  })
})
