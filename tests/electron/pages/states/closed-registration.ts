import { bob } from '../../../support/people'
import type { Walk } from '../walk'

/** Create an account while registration is closed, and if it was closed meanwhile. */
export async function closedRegistration({ screens, main, visit }: Walk): Promise<void> {
  const { fill, submit, text } = screens
  const welcome = { message: 'Bienvenue', hasAccounts: true, canRemember: false }
  await main.answer('auth:welcome', { ok: true, value: { ...welcome, registration: 'closed' } })
  await screens.page.reload()
  await screens.openRegister()
  await text('register.closed').waitFor()
  await visit('register-closed')
  await submit()
  await text('err.heading').waitFor()
  await visit('register-closed-three-errors')
  await fill({ invitation: '7K4MQ-X2RVT', email: bob.email, newPassword: bob.password })
  await submit()
  await text('register.invitation.length', { n: 10 }).waitFor()
  await visit('register-invitation-length')
  await fill({ invitation: '0'.repeat(25) })
  await main.refuse('auth:register', { code: 'invalidInvitation' })
  await submit()
  await text('register.invitation.wrong').waitFor()
  await visit('register-invitation-refused')

  await main.answer('auth:welcome', { ok: true, value: { ...welcome, registration: 'open' } })
  await main.refuse('auth:register', { code: 'registrationClosed' })
  await screens.page.reload()
  await screens.openRegister()
  await fill({ email: bob.email, newPassword: bob.password })
  await submit()
  await text('register.invitation.closed').waitFor()
  await visit('register-closed-meanwhile')
  await main.passThrough('auth:register')
  await main.passThrough('auth:welcome')
  await screens.page.reload()
  await screens.expectHeading('login.h1')
}
