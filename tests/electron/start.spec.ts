import { expect, test } from './fixtures'

test('opens a window that answers', async ({ latchkey }) => {
  expect(await latchkey.auth.welcome()).toEqual({
    ok: true,
    value: { message: 'Bienvenue', hasAccounts: false, canRemember: false },
  })
})
