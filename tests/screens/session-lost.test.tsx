import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { atHome, atPage } from '../support/at-home'
import { ana } from '../support/people'

const main = () => within(screen.getByRole('main'))
const press = (user: UserEvent, name: string) => user.click(screen.getByRole('button', { name }))

/** Triggers every call that the pages of the session make. */
const triggers: Record<string, { page: 'Activity' | 'Settings'; trigger: (user: UserEvent) => Promise<void> }> = {
  updatePreferences: {
    page: 'Settings',
    trigger: async (user) => {
      await press(user, 'Change display name')
      await user.keyboard('{Enter}')
    },
  },
  changePassword: {
    page: 'Settings',
    trigger: async (user) => {
      await press(user, 'Change password')
      await user.keyboard(`${ana.password}{Tab}{Tab}quatre vents du nord{Enter}`)
    },
  },
  renewRecoveryKey: {
    page: 'Settings',
    trigger: async (user) => {
      await press(user, 'Replace recovery key…')
      await user.keyboard(`${ana.password}{Enter}`)
    },
  },
  activity: { page: 'Activity', trigger: (user) => press(user, 'Show more') },
  deleteAccount: {
    page: 'Settings',
    trigger: async (user) => {
      await press(user, 'Delete account…')
      await user.keyboard(`${ana.password}{Enter}`)
    },
  },
}
const manyEvents = async (auth: { logIn: (input: typeof ana) => Promise<unknown> }) => {
  for (let time = 0; time < 22; time += 1) await auth.logIn(ana)
}

test.each(Object.entries(triggers))(
  'leads to Log in when %s is refused because the session has expired',
  async (_call, { page, trigger }) => {
    const { user, world } = await atPage(page, { before: manyEvents })
    if (page === 'Activity') await screen.findByRole('button', { name: 'Show more' })
    world.clock.advance(world.policy.sessionMs + 1)
    await trigger(user)
    expect(await main().findByText('Your session has ended. Log in again.')).toBeTruthy()
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.body.textContent).not.toContain(ana.email)
  },
)

test.each(Object.entries(triggers))(
  'leads to Log in when %s is refused because the account was deleted',
  async (_call, { page, trigger }) => {
    const { user, world } = await atPage(page, { before: manyEvents })
    if (page === 'Activity') await screen.findByRole('button', { name: 'Show more' })
    world.accounts.deps.tables.users.removeUser(1)
    await trigger(user)
    expect(
      await screen.findByText('That account is no longer on this computer.', { ignore: '[id^=live]' }),
    ).toBeTruthy()
  },
)

test('leads to Log in when main ends the session', async () => {
  const { world } = await atHome()
  world.clock.advance(world.policy.sessionMs + 1)
  world.tick()
  expect(await main().findByText('Your session has ended. Log in again.')).toBeTruthy()
})
