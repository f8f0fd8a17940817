import { beforeEach, expect, it, vi } from 'vitest'
import { createMenuBar, type MenuBarDeps } from '../../../main/desktop/menu/menu-bar'

const shown = vi.hoisted((): { template: { submenu: { id?: string; enabled?: boolean }[] }[] } => ({ template: [] }))
vi.mock('electron', () => ({
  Menu: {
    buildFromTemplate: (template: unknown) => template,
    setApplicationMenu: (template: typeof shown.template) => void (shown.template = template),
  },
}))

beforeEach(() => (shown.template = []))

const isEnabled = (id: string) =>
  shown.template.flatMap(({ submenu }) => submenu).find((item) => item.id === id)?.enabled

function menuBar() {
  const settings = { current: () => ({ theme: 'system', language: 'system' }) }
  return createMenuBar({ translate: (key: string) => key, settings, developer: false } as unknown as MenuBarDeps)
}

it('answers whether the session changed; the first look is no change, yet it is drawn', () => {
  const bar = menuBar()
  expect(isEnabled('import')).toBe(false)
  expect(bar.follow('empty')).toBe(false)
  expect(isEnabled('import')).toBe(true)
  expect(bar.follow('empty')).toBe(false)
  expect(bar.follow('here')).toBe(true)
  expect(isEnabled('lock')).toBe(true)
  expect(bar.follow('none')).toBe(true)
  expect(isEnabled('lock')).toBe(false)
})
