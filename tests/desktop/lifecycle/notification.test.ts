import { describe, expect, it, vi } from 'vitest'
import { createTranslate } from '../../../main/desktop/settings/i18n'

vi.mock('electron', () => ({ Notification: {}, BrowserWindow: {}, nativeTheme: {}, screen: {} }))
const { idleNotice } = await import('../../../main/desktop/lifecycle/notification')

describe('the notification of idleness', () => {
  it.each([
    [60_000, 'You will be logged out in 1 minute.'],
    [59_400, 'You will be logged out in 1 minute.'],
    [30_000, 'You will be logged out in 30 seconds.'],
  ])('says how long is left, %i ms', (left, text) => {
    expect(idleNotice(left, createTranslate('en'))).toBe(text)
  })
})
