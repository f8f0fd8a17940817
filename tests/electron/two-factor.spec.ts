import { expect, test, type Latchkey } from './fixtures'
import { screensOf } from './pages/screens'
import { ana, errorOf, valueOf } from '../support/people'
import { codeAt, turnOnTwoFactor } from '../support/two-factor'
import { fileBeside } from './file-beside'

const currentTime = ({ world }: Latchkey) => world.evaluate((there) => there.clock.now())

test('two-factor authentication is set up, used at log-in and turned off by keyboard alone', async ({
  launch,
  restart,
}) => {
  let latchkey = await launch()
  valueOf(await latchkey.auth.register(ana))
  valueOf(await latchkey.auth.logIn(ana))
  valueOf(await latchkey.auth.confirmRecoveryKey())
  await latchkey.page.reload()
  let { page } = latchkey
  let screens = screensOf(page)
  await screens.expectHome('ana')
  await screens.openPage('settings')
  await screens.button('tf.setUp').press('Enter')
  await page.keyboard.type(ana.password)
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: /^QR code/ }).waitFor()
  const secret = (await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText()).replaceAll(' ', '')
  await expect(screens.field('code')).toBeFocused()
  const first = codeAt(secret, await currentTime(latchkey))
  await page.keyboard.type(first)
  await page.keyboard.press('Enter')
  await screens.expectHeading('codes.h1')
  const codes = await page.getByRole('listitem').allInnerTexts()
  expect(codes).toHaveLength(10)
  await screens.field('savedCodes').press('Space')
  await screens.button('key.continue').press('Enter')
  await screens.expectHome('ana')

  latchkey = await restart(latchkey)
  page = latchkey.page
  screens = screensOf(page)
  await screens.expectHeading('login.h1')
  await screens.field('email').fill(ana.email)
  await screens.field('password').fill(ana.password)
  await page.keyboard.press('Enter')
  await expect(screens.field('code')).toBeFocused()
  // The code that turned it on cannot be used again.
  await page.keyboard.type(first)
  await page.keyboard.press('Enter')
  await screens.text('code.wrong').waitFor()
  await screens.field('code').fill(codes[0]?.toLowerCase() ?? '')
  await page.keyboard.press('Enter')
  await screens.expectHome('ana')
  await screens.openPage('settings')
  await screens.text('codes.left', { n: 9 }).waitFor()

  await latchkey.world.evaluate((there) => there.clock.advance(60_000))
  await screens.button('tf.turnOff').press('Enter')
  await page.keyboard.type(ana.password)
  await screens.field('code').fill(codeAt(secret, await currentTime(latchkey)))
  await page.keyboard.press('Enter')
  await screens.text('tf.turnedOff').waitFor()
  expect(valueOf(await latchkey.auth.profile()).twoFactor).toBe(false)
})

test('saves backup codes under a file name without personal data, prints them, and refuses to copy a malformed one', async ({
  launch,
  dataFolder,
}) => {
  const latchkey = await launch()
  const backupCodes = ['ABCD-EFGH-JKMN-PQRS']
  const path = fileBeside(dataFolder, 'codes.txt')
  await latchkey.world.evaluate((there, to) => void (there.desktop.saveTo = to), path)
  const saved = valueOf(await latchkey.desktop.saveBackupCodes({ email: ana.email, backupCodes }))
  expect(saved).toEqual({ path })
  expect(valueOf(await latchkey.desktop.printBackupCodes({ email: ana.email, backupCodes }))).toEqual({ printed: true })
  const asked = await latchkey.world.evaluate((there) => there.desktop.openedDialogs.at(-1)?.defaultPath)
  expect(asked).toMatch(/latchkey-backup-codes\.txt$/)
  expect(errorOf(await latchkey.desktop.copyBackupCodes({ backupCodes: ['not a code'] }))).toMatchObject({
    code: 'invalidInput',
  })
})

test('the page receives neither the secret nor the backup codes after set-up', async ({ launch }) => {
  const latchkey = await launch()
  valueOf(await latchkey.auth.register(ana))
  valueOf(await latchkey.auth.logIn(ana))
  const clock = await currentTime(latchkey)
  const { secret, backupCodes } = await turnOnTwoFactor(latchkey.auth as never, () => clock)
  const profile = JSON.stringify(valueOf(await latchkey.auth.profile()))
  await latchkey.page.reload()
  const everything = profile + (await latchkey.page.content())
  for (const hidden of [secret, ...backupCodes]) expect(everything).not.toContain(hidden)
})
