import type { Rectangle } from 'electron'

export const defaultSize = { width: 960, height: 720 } as const
export const minimumSize = { width: 360, height: 560 } as const

/** How much of the title bar must be reachable for a window to count as visible. */
const graspable = { width: 120, height: 40 } as const

/**
 * Where the window opens: where it was, if enough of it lies on a display that is still there; else in the middle of
 * the first. Never larger than the display, never smaller than the minimum.
 */
export function placeWindow(remembered: Rectangle | null, workAreas: readonly [Rectangle, ...Rectangle[]]): Rectangle {
  const home = remembered ? workAreas.find((area) => isGraspable(remembered, area)) : undefined
  if (!remembered || !home) return centred(remembered ?? { ...defaultSize }, workAreas[0])
  const { width, height } = fit(remembered, home)
  return {
    x: between(home.x, remembered.x, home.x + home.width - width),
    y: between(home.y, remembered.y, home.y + home.height - height),
    width,
    height,
  }
}

function isGraspable(window: Rectangle, area: Rectangle): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const down = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y)
  return across >= graspable.width && down >= graspable.height
}

function centred(size: { width: number; height: number }, area: Rectangle): Rectangle {
  const { width, height } = fit(size, area)
  return {
    x: area.x + Math.max(0, Math.floor((area.width - width) / 2)),
    y: area.y + Math.max(0, Math.floor((area.height - height) / 2)),
    width,
    height,
  }
}

function fit(size: { width: number; height: number }, area: Rectangle): { width: number; height: number } {
  return {
    width: Math.max(minimumSize.width, Math.min(size.width, area.width)),
    height: Math.max(minimumSize.height, Math.min(size.height, area.height)),
  }
}

function between(low: number, value: number, high: number): number {
  return Math.max(low, Math.min(value, high))
}
