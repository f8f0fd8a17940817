import type { Rectangle } from 'electron'

export const defaultSize = { width: 960, height: 720 } as const
export const minimumSize = { width: 360, height: 560 } as const

/** How much of a window must lie on a display for its title bar to be reachable. */
const minimumVisible = { width: 120, height: 40 } as const

/** The bounds of a window, whose position may be unknown. */
export type RememberedBounds = { x: number | null; y: number | null; width: number; height: number }

/**
 * Whether Chromium talks to a Wayland compositor, which never reports the position of a window:
 * it reads as 0, 0. Electron has used Wayland in a Wayland session since version 38.
 */
export function isWayland(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, ozonePlatform: string): boolean {
  if (platform !== 'linux' || ozonePlatform === 'x11') return false
  return ozonePlatform === 'wayland' || env['XDG_SESSION_TYPE'] === 'wayland'
}

/** The bounds to remember: on Wayland the size only. */
export function boundsToRemember({ x, y, width, height }: Rectangle, onWayland: boolean): RememberedBounds {
  return onWayland ? { x: null, y: null, width, height } : { x, y, width, height }
}

/**
 * Where the window opens: at its last place if enough of it lies on a connected display, else in
 * the middle of the first. Never larger than the display, never smaller than the minimum.
 */
export function placeWindow(
  remembered: RememberedBounds | null,
  workAreas: readonly [Rectangle, ...Rectangle[]],
): Rectangle {
  const place = remembered && withPosition(remembered)
  const display = place ? workAreas.find((area) => isReachable(place, area)) : undefined
  if (!place || !display) return centred(remembered ?? { ...defaultSize }, workAreas[0])
  const { width, height } = fit(place, display)
  return {
    x: clamp(display.x, place.x, display.x + display.width - width),
    y: clamp(display.y, place.y, display.y + display.height - height),
    width,
    height,
  }
}

function withPosition({ x, y, width, height }: RememberedBounds): Rectangle | null {
  return x === null || y === null ? null : { x, y, width, height }
}

function isReachable(window: Rectangle, area: Rectangle): boolean {
  const visibleWidth = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const visibleHeight = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y)
  return visibleWidth >= minimumVisible.width && visibleHeight >= minimumVisible.height
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

function clamp(low: number, value: number, high: number): number {
  return Math.max(low, Math.min(value, high))
}
