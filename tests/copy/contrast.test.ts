import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const tokens = readFileSync(new URL('../../renderer/styles/tokens.css', import.meta.url), 'utf8')

/** Every pair for text (4.5:1), or for an outline or focus ring (3:1): WCAG 2.2 1.4.3, 1.4.11. */
const pairs: [foreground: string, background: string, minimum: number][] = [
  ['text', 'surface', 4.5], ['text', 'canvas', 4.5],
  ['muted', 'surface', 4.5], ['muted', 'canvas', 4.5], ['muted', 'sunken', 4.5],
  ['link', 'surface', 4.5], ['link', 'canvas', 4.5], ['link', 'info-bg', 4.5], ['link', 'danger-bg', 4.5], ['link', 'warn-bg', 4.5],
  ['on-accent', 'accent', 4.5], ['on-accent', 'accent-hover', 4.5], ['on-accent', 'accent-active', 4.5],
  ['danger', 'surface', 4.5], ['danger', 'canvas', 4.5], ['danger', 'danger-bg', 4.5], ['text', 'danger-bg', 4.5],
  ['on-danger', 'danger', 4.5], ['on-danger', 'danger-hover', 4.5],
  ['success', 'surface', 4.5], ['success', 'success-bg', 4.5], ['text', 'success-bg', 4.5],
  ['warn', 'warn-bg', 4.5], ['text', 'warn-bg', 4.5],
  ['info', 'info-bg', 4.5], ['text', 'info-bg', 4.5],
  ['disabled-text', 'sunken', 4.5], ['code', 'code-bg', 4.5], ['muted', 'code-bg', 4.5],
  ['control', 'surface', 3], ['control', 'canvas', 3], ['control', 'sunken', 3], ['control', 'danger-bg', 3],
  ['accent', 'canvas', 3], ['danger', 'surface', 3], ['danger', 'danger-bg', 3], ['warn', 'warn-bg', 3],
  ['focus', 'surface', 3], ['focus', 'canvas', 3], ['focus', 'sunken', 3], ['focus', 'danger-bg', 3],
  ['focus', 'info-bg', 3], ['focus', 'warn-bg', 3], ['focus', 'success-bg', 3], ['focus', 'code-bg', 3],
  ['surface', 'accent', 3], ['surface', 'danger', 3],
] // prettier-ignore

describe.each(['light', 'dark'] as const)('contrast of the %s theme', (theme) => {
  it.each(pairs)('%s on %s reaches %d', (foreground, background, minimum) => {
    expect(contrast(colour(foreground, theme), colour(background, theme))).toBeGreaterThanOrEqual(minimum)
  })
})

it('computes contrast as WCAG defines it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

function colour(token: string, theme: 'light' | 'dark'): string {
  const match = new RegExp(`--color-${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens)
  const hex = match?.[theme === 'light' ? 1 : 2]
  if (hex === undefined) throw new Error(`No colour for ${token}`)
  return hex
}

function contrast(first: string, second: string): number {
  const [darker = 0, lighter = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
