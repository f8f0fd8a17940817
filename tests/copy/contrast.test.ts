import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const tokens = readFileSync(new URL('../../renderer/styles/tokens.css', import.meta.url), 'utf8')

/** Every pair that carries text (4.5) or an outline or focus ring (3), as WCAG 2.2 1.4.3 and 1.4.11 ask. */
const pairs: [foreground: string, background: string, least: number][] = [
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

describe.each(['light', 'dark'] as const)('colours, %s', (theme) => {
  it.each(pairs)('%s on %s reaches %d', (foreground, background, least) => {
    expect(contrast(colour(foreground, theme), colour(background, theme))).toBeGreaterThanOrEqual(least)
  })
})

it('computes contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

function colour(token: string, theme: 'light' | 'dark'): string {
  const found = new RegExp(`--color-${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens)
  const hex = found?.[theme === 'light' ? 1 : 2]
  if (hex === undefined) throw new Error(`No colour for ${token}`)
  return hex
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
