import { expect } from '@playwright/test'
import { auditActs, type Account, type AuditEntry, type IssuedCode } from '../../../../preload/contract'
import type { MessageKey } from '../../../../copy/message-key'
import { ana } from '../../../support/people'
import type { Walk } from '../walk'

const sunday = Date.UTC(2026, 10, 22, 9, 12)
const hour = 3_600_000
const issuedCode = 'RW28JRQ95M64RZEHWYTQ4X01A'

const members: Account[] = [
  { id: 1, email: ana.email, displayName: 'Ana', role: 'owner', state: 'active' },
  { id: 2, email: 'bob@example.com', displayName: 'Bob', role: 'member', state: 'active', twoFactor: true },
  { id: 3, email: `${'c'.repeat(238)}@example.com`, displayName: 'C'.repeat(80), role: 'owner', state: 'disabled' },
  { id: 4, email: 'dan@example.com', displayName: 'dan', role: 'member', state: 'disabled' },
].map(
  (account) =>
    ({ createdAt: sunday, lastLogInAt: account.id < 3 ? sunday : null, twoFactor: false, ...account }) as Account,
)
const [, bob, , dan] = members.map(({ email }) => email)

const codes: IssuedCode[] = [
  { id: 2, purpose: 'reset', email: bob ?? null, turnsOffTwoFactor: true },
  { id: 1, purpose: 'invite', email: null, turnsOffTwoFactor: false },
].map((code) => ({ ...code, issuedBy: ana.email, issuedAt: sunday, expiresAt: sunday + 24 * hour }) as IssuedCode)

/** Every act once, over two days. */
const entries: AuditEntry[] = auditActs.map((act, index) => ({
  id: auditActs.length - index,
  at: sunday - index * 2 * hour,
  act,
  actor: ana.email,
  target: bob ?? null,
}))

/** The page Accounts. The lists are answers of the test, so that no account is made or changed. */
export async function accounts(walk: Walk): Promise<void> {
  const { main } = walk
  await lists(walk)
  await oneAccount(walk)
  await confirmations(walk)
  await refused(walk)
  await resetCode(walk)
  await registration(walk)
  for (const call of ['accounts', 'issuedCodes', 'audit', 'setRole', 'issueCode', 'setRegistration'])
    await main.passThrough(`auth:${call}`)
  await main.passThrough('desktop:automaticBackups')
  await walk.screens.openPage('home')
}

async function lists({ screens, main, visit, advanceClocks }: Walk): Promise<void> {
  const { page, text, fill } = screens
  await main.hold('auth:accounts')
  await screens.openPage('accounts')
  await advanceClocks(500)
  await text('busy.working').waitFor()
  await visit('accounts-loading')
  await main.release('auth:accounts')
  await expect(rows({ screens })).toHaveCount(1)
  await visit('accounts-one')
  await main.refuse('auth:accounts', { code: 'storage', reason: 'io' })
  await main.refuse('auth:issuedCodes', { code: 'storage', reason: 'io' })
  await page.reload()
  await text('store.io').waitFor()
  await visit('accounts-failed')
  const many = Array.from({ length: 50 }, (_, n) => ({ ...members[1], id: n + 1, email: `person${n}@example.com` }))
  await main.answer('auth:accounts', { ok: true, value: { accounts: many, next: 'person49@example.com' } })
  await main.answer('auth:issuedCodes', { ok: true, value: [] })
  await page.reload()
  await expect(rows({ screens })).toHaveCount(50)
  await visit('accounts-many')
  await fill({ search: 'person' })
  await field(screens).press('Enter')
  await text('acc.found.more', { n: 50 }).waitFor()
  await visit('accounts-found')
  await main.answer('auth:accounts', { ok: true, value: { accounts: [], next: null } })
  await fill({ search: 'zoe' })
  await field(screens).press('Enter')
  await text('acc.none', { search: 'zoe' }).waitFor()
  await visit('accounts-none')
  await main.answer('auth:accounts', { ok: true, value: { accounts: members, next: null } })
  await main.answer('auth:issuedCodes', { ok: true, value: codes })
  await main.answer('auth:audit', { ok: true, value: { entries, next: 1 } })
  await main.answer('desktop:automaticBackups', { ok: true, value: [{ id: 'b', madeAt: sunday, accounts: 4 }] })
  await page.reload()
  await expect(rows({ screens })).toHaveCount(4)
  await visit('accounts')
}

async function oneAccount({ screens, visit }: Walk): Promise<void> {
  for (const email of members.map((account) => account.email)) {
    await account(screens, email).click()
    await visit(`accounts-open-${email.slice(0, 3)}`)
  }
}

async function confirmations({ screens, visit }: Walk): Promise<void> {
  const { page } = screens
  const confirm = async (key: MessageKey, state: string) => {
    await action(screens, key).click()
    await page.getByRole('dialog').waitFor()
    await visit(`accounts-confirm-${state}`)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await account(screens, ana.email).click()
  await confirm('acc.go.makeMember', 'make-self-member')
  await confirm('acc.go.disable', 'disable-self')
  await account(screens, dan ?? '').click()
  await confirm('acc.go.enable', 'enable')
  await account(screens, bob ?? '').click()
  await confirm('acc.go.makeOwner', 'make-owner')
  await confirm('acc.go.disable', 'disable')
  await confirm('acc.go.reset', 'reset')
  await confirm('acc.go.remove', 'remove')
  await page
    .getByRole('button', { name: label(screens, 'acc.go.revoke') })
    .first()
    .click()
  await visit('accounts-confirm-revoke')
  await page.keyboard.press('Escape')
  await confirm('acc.go.closeRegistration', 'close-registration')
}

async function refused({ screens, main, visit, advanceClocks }: Walk): Promise<void> {
  const { page, text, fill } = screens
  const password = page.locator('dialog input[name=password]')
  const send = async () => {
    await fill({ password: ana.password })
    await password.press('Enter')
  }
  await main.refuse('auth:setRole', { code: 'lastOwner' })
  await action(screens, 'acc.go.makeOwner').click()
  await password.press('Enter')
  await text('login.pw.empty').waitFor()
  await visit('accounts-password-empty')
  await send()
  await text('acc.lastOwner').waitFor()
  await visit('accounts-last-owner')
  await main.refuse('auth:setRole', { code: 'wrongCredentials' })
  await send()
  await text('lock.wrong').waitFor()
  await visit('accounts-refused')
  await main.refuse('auth:setRole', { code: 'secondFactorRequired' })
  await send()
  await text('code.hint').waitFor()
  await visit('accounts-code')
  await main.refuse('auth:setRole', { code: 'wrongCode' })
  await fill({ code: '123456' })
  await send()
  await text('code.wrong').waitFor()
  await visit('accounts-code-wrong')
  const retryAt = (await page.evaluate(() => Date.now())) + 27_000
  await main.refuse('auth:setRole', { code: 'tooManyAttempts', retryAt })
  await send()
  await text('code.wrong').waitFor({ state: 'detached' })
  await visit('accounts-paused')
  await advanceClocks(28_000)
  await page.keyboard.press('Escape')
  await main.answer('auth:setRole', { ok: true, value: null })
  await action(screens, 'acc.go.makeOwner').click()
  await send()
  await text('acc.done.makeOwner', { email: bob ?? '' }).waitFor()
  await visit('accounts-done')
}

async function resetCode({ screens, main, visit }: Walk): Promise<void> {
  await main.answer('auth:issueCode', { ok: true, value: { issuedCode, expiresAt: sunday + 24 * hour } })
  await action(screens, 'acc.go.reset').click()
  await screens.fill({ password: ana.password })
  await screens.page.keyboard.press('Enter')
  await screens.page.locator('output').waitFor()
  await visit('accounts-reset-code')
  await screens.press('key.copy')
  await screens.text('acc.code.copied', { s: 60 }).waitFor()
  await visit('accounts-reset-code-copied')
  const path = '/home/ana/Documents/latchkey-reset-code.txt'
  await main.answer('desktop:saveIssuedCode', { ok: true, value: { path } })
  await screens.press('key.save')
  await screens.text('key.saved', { path }).waitFor()
  await visit('accounts-reset-code-saved')
  await main.passThrough('desktop:saveIssuedCode')
  await screens.press('shell.close')
}

async function registration({ screens, main, visit }: Walk): Promise<void> {
  const { page, text } = screens
  const change = async (key: MessageKey) => {
    await action(screens, key).click()
    await screens.fill({ password: ana.password })
    await page.keyboard.press('Enter')
  }
  await main.answer('auth:setRegistration', { ok: true, value: null })
  await change('acc.go.closeRegistration')
  await text('acc.reg.closed').waitFor()
  await visit('accounts-registration-closed')
  await change('acc.go.invite')
  await page.locator('output').waitFor()
  await visit('accounts-invitation')
  await screens.press('shell.close')
  await change('acc.go.openRegistration')
  await text('acc.reg.open').waitFor()
}

type Screens = Walk['screens']

const rows = ({ screens }: Pick<Walk, 'screens'>) => screens.page.locator('th[scope=row] button')
const field = ({ page }: Screens) => page.locator('input[name=search]')
const account = ({ page }: Screens, email: string) => page.getByRole('button', { name: email, exact: true })
const label = ({ translate }: Screens, key: MessageKey) => translate('acc.open', { action: translate(key) })
const action = (screens: Screens, key: MessageKey) =>
  screens.page.getByRole('button', { name: label(screens, key), exact: true })
