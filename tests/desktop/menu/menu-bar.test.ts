import { beforeEach, expect, it, vi } from 'vitest'
import { createMenuBar, type MenuBarDeps } from '../../../main/desktop/menu/menu-bar'

const installed = vi.hoisted((): { template: { submenu: { id?: string; enabled?: boolean }[] }[] } => ({
  template: [],
}))
vi.mock('electron', () => ({
  Menu: {
    buildFromTemplate: (template: unknown) => template,
    setApplicationMenu: (template: typeof installed.template) => void (installed.template = template),
  },
}))

beforeEach(() => (installed.template = []))

const isEnabled = (id: string) =>
  installed.template.flatMap(({ submenu }) => submenu).find((item) => item.id === id)?.enabled

function menuBar() {
  const settings = { current: () => ({ theme: 'system', language: 'system' }) }
  return createMenuBar({ translate: (key: string) => key, settings, developer: false } as unknown as MenuBarDeps)
}

it('reports whether the session changed; the first update rebuilds the menu but is not a change', () => {
  const bar = menuBar()
  expect(isEnabled('createAccount')).toBe(true)
  expect(bar.updateSession('empty')).toBe(false)
  expect(isEnabled('restore')).toBe(true)
  expect(bar.updateSession('empty')).toBe(false)
  expect(bar.updateSession('here')).toBe(true)
  expect(isEnabled('lock')).toBe(true)
  expect(bar.updateSession('none')).toBe(true)
  expect(isEnabled('lock')).toBe(false)
})
