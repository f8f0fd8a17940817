import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Latchkey } from './fixtures'
import { missingForGnomeKeyring, openGnomeKeyring, type GnomeKeyring } from './gnome-keyring'
import { homeHeading } from '../support/home-heading'
import { ana } from '../support/people'

/** "Keep me logged in" on the real build with a real Secret Service, which the other tests fake. */

const missing = missingForGnomeKeyring()
if (missing !== null) console.log(`Not tested with a real key store: ${missing}`)
test.skip(missing !== null, missing ?? '')

test.use({ build: 'real' })

let keyring: GnomeKeyring | undefined
test.beforeEach(async () => {
  keyring = await openGnomeKeyring()
})
test.afterEach(() => keyring?.close())

const heading = ({ page }: Latchkey, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

async function logInAndKeep({ page }: Latchkey): Promise<void> {
  await page.getByLabel('Email').fill(ana.email)
  await page.getByLabel('Password', { exact: true }).fill(ana.password)
  await page.getByLabel('Keep me logged in on this computer').check()
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
}

test('restores a remembered session after a restart, and asks for the password while the key store is unavailable', async ({
  launch,
  restart,
}) => {
  const env = keyring?.env ?? {}
  let latchkey = await launch({ systemKeyStore: true, env })
  expect(await latchkey.auth.welcome()).toMatchObject({ value: { canRemember: true } })
  expect(await latchkey.app.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend())).toBe(
    'gnome_libsecret',
  )
  await latchkey.auth.register(ana)
  await latchkey.page.reload()
  await logInAndKeep(latchkey)
  await expect(heading(latchkey, homeHeading('ana'))).toBeVisible()
  const vault = readFileSync(join(latchkey.dataFolder, 'session.vault'), 'utf8')
  expect(vault).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-4/)

  latchkey = await restart(latchkey, { systemKeyStore: true, env })
  await expect(heading(latchkey, homeHeading('ana'))).toBeVisible()

  // The same data folder without a key store.
  latchkey = await restart(latchkey, {
    systemKeyStore: true,
    env: { ...env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
  })
  await expect(latchkey.page.locator('main').getByText(/could not be read from secure storage/)).toBeVisible()
  await expect(latchkey.page.getByText('This computer has no secure storage')).toBeVisible()

  latchkey = await restart(latchkey, { systemKeyStore: true, env })
  await expect(heading(latchkey, homeHeading('ana'))).toBeVisible()
})
