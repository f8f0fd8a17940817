import { describe, expect, it, vi } from 'vitest'
import { createTranslate } from '../../../main/desktop/settings/i18n'

vi.mock('electron', () => ({ Notification: {}, BrowserWindow: {}, nativeTheme: {}, screen: {} }))
const { idleNotice } = await import('../../../main/desktop/lifecycle/notification')

describe('the idle notification', () => {
  it.each([
    [60_000, 'You will be logged out in 1 minute.'],
    [59_400, 'You will be logged out in 1 minute.'],
    [30_000, 'You will be logged out in 30 seconds.'],
  ])('shows the time left: %i ms', (leftMs, text) => {
    expect(idleNotice(leftMs, createTranslate('en'))).toBe(text)
  })
})
