import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { atHome, atPage, card, openPage } from '../support/at-home'
import { homeHeading } from '../support/home-heading'
import { onScreen } from '../support/open-window'
import type { AuthBridge } from '../../preload/contract'
import { ana, bob, loggedIn, valueOf } from '../support/people'
import { turnOnTwoFactor } from '../support/two-factor'

const rail = () => within(screen.getByRole('navigation', { name: 'Your account' }))
const heading = (name: string | RegExp) => screen.getByRole('heading', { level: 1, name })
const security = () => within(card('Security'))
const button = (name: string) => security().getByRole('button', { name })
const currentPassword = () => screen.queryByLabelText('Current password')
const address = () => window.location.hash

describe('the rail', () => {
  test.each(['Activity', 'Settings'] as const)('shows %s: marks its link, focuses and announces it', async (page) => {
    const { announced } = await atPage(page)
    const marked = rail()
      .getAllByRole('link')
      .filter((link) => link.getAttribute('aria-current') === 'page')
    expect(marked.map(({ textContent }) => textContent)).toEqual([page])
    expect(heading(page)).toBe(document.activeElement)
    expect(document.title).toMatch(new RegExp(`^${page} - Latchkey`))
    // Texts of one moment are announced together.
    await waitFor(() => expect(announced().polite).toMatch(new RegExp(`${page}$`)))
  })

  test('marks Home at first, and again when it is chosen', async () => {
    const { user } = await atPage('Settings')
    await openPage(user, 'Home')
    expect(rail().getByRole('link', { current: 'page' }).textContent).toBe('Home')
    expect(heading(homeHeading('ana'))).toBe(document.activeElement)
    expect(document.title).toMatch(/^Home - Latchkey/)
  })

  test('moves the focus to the heading when the current page is chosen again, and keeps a half-filled form', async () => {
    const { user } = await atPage('Settings')
    await user.click(button('Change password'))
    await user.keyboard('half a')
    await openPage(user, 'Settings')
    expect(heading('Settings')).toBe(document.activeElement)
    expect(currentPassword()).toMatchObject({ value: 'half a' })
  })

  test('discards a half-typed password when another page is chosen', async () => {
    const { user } = await atPage('Settings')
    await user.click(button('Change password'))
    await user.keyboard('half a')
    await openPage(user, 'Home')
    await openPage(user, 'Settings')
    expect(currentPassword()).toBeNull()
    expect(heading('Settings')).toBe(document.activeElement)
  })
})

describe('the address', () => {
  test('follows the page, and Back returns to the page before', async () => {
    const { user } = await atHome()
    expect(address()).toBe('#/home')
    await openPage(user, 'Settings')
    expect(address()).toBe('#/settings')
    await openPage(user, 'Activity')
    expect(address()).toBe('#/activity')
    act(() => window.history.back())
    await waitFor(() => expect(heading('Settings')).toBe(document.activeElement))
    act(() => window.history.back())
    await waitFor(() => expect(heading(homeHeading('ana'))).toBe(document.activeElement))
    expect(address()).toBe('#/home')
    expect(rail().getByRole('link', { current: 'page' }).textContent).toBe('Home')
  })

  test('adds nothing to the history when the current page is chosen again', async () => {
    const { user } = await atPage('Settings')
    const { length } = window.history
    await openPage(user, 'Settings')
    expect(window.history.length).toBe(length)
  })

  test('ends with the session', async () => {
    const { user } = await atPage('Settings')
    await user.click(screen.getByRole('button', { name: 'Log out' }))
    await screen.findByRole('heading', { level: 1, name: 'Log in' })
    expect(address()).toBe('#/')
  })

  test('returns with the page after an unlock, and so does the page before it', async () => {
    const { user, system } = await atPage('Settings')
    act(() => system.choose('lock'))
    await screen.findByRole('heading', { level: 1, name: 'Locked' })
    expect(address()).toBe('#/')
    await user.keyboard(`${ana.password}{Enter}`)
    await waitFor(() => expect(heading('Settings')).toBe(document.activeElement))
    expect(address()).toBe('#/settings')
    act(() => window.history.back())
    await waitFor(() => expect(heading(homeHeading('ana'))).toBe(document.activeElement))
  })

  test('of an earlier session leads nowhere: Back on the next person stays on Home', async () => {
    const { user, world } = await atPage('Activity')
    await openPage(user, 'Settings')
    await user.click(screen.getByRole('button', { name: 'Log out' }))
    await screen.findByRole('heading', { level: 1, name: 'Log in' })
    world.clock.advance(1000)
    await user.type(screen.getByLabelText('Email'), ana.email)
    await user.type(screen.getByLabelText('Password'), `${ana.password}{Enter}`)
    await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
    const left = new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }))
    act(() => window.history.back())
    await act(() => left)
    expect(heading(homeHeading('ana'))).toBeTruthy()
    expect(address()).toBe('#/home')
  })
})

describe('the shortcut for Back', () => {
  test('returns to the page before', async () => {
    const { user } = await atPage('Settings')
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}')
    await waitFor(() => expect(heading(homeHeading('ana'))).toBe(document.activeElement))
  })

  test('stays in the session on the first page', async () => {
    const { user } = await atHome()
    const left = new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }))
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}')
    await act(() => Promise.race([left, new Promise((resolve) => setTimeout(resolve, 200))]))
    expect(heading(homeHeading('ana'))).toBeTruthy()
  })

  test('does nothing behind a dialog', async () => {
    const { user } = await atPage('Settings')
    await user.click(screen.getByRole('button', { name: 'Delete account…' }))
    const isHandled = !fireEvent.keyDown(document.activeElement ?? document, { key: 'ArrowLeft', altKey: true })
    expect(isHandled).toBe(true)
    await act(() => new Promise((resolve) => setTimeout(resolve, 200)))
    expect(screen.getByRole('dialog', { name: 'Delete this account?' })).toBeTruthy()
    expect(address()).toBe('#/settings')
  })
})

test.each(['Home', 'Activity', 'Settings'] as const)(
  'the menu command leads from %s to Security, however often it is used',
  async (page) => {
    const { user, system } = await atHome()
    await openPage(user, page)
    for (let time = 0; time < 2; time += 1) {
      act(() => system.choose('securitySettings'))
      await waitFor(() => expect(security().getByRole('heading', { level: 2 })).toBe(document.activeElement))
      await user.click(onScreen().getByRole('heading', { level: 2, name: 'Profile' }))
    }
    expect(address()).toBe('#/settings')
  },
)

test('the menu commands lead to the pages, and to nothing from the lock', async () => {
  const { system } = await atHome()
  act(() => system.choose('activity'))
  await waitFor(() => expect(heading('Activity')).toBe(document.activeElement))
  act(() => system.choose('settings'))
  await waitFor(() => expect(heading('Settings')).toBe(document.activeElement))
  act(() => system.choose('home'))
  await waitFor(() => expect(heading(homeHeading('ana'))).toBe(document.activeElement))
  act(() => system.choose('lock'))
  await screen.findByRole('heading', { level: 1, name: 'Locked' })
  act(() => system.choose('settings'))
  expect(heading('Locked')).toBeTruthy()
})

describe('Home', () => {
  const guess = async (auth: { logIn: (input: typeof ana) => Promise<unknown> }) => {
    await auth.logIn({ ...ana, password: 'a guess' })
  }
  const lastLogIn = () => onScreen().getByText(/log-in[.:]/i, { selector: 'p' }).textContent

  test.each([
    ['04:59', 'Good evening', 'Bonsoir'],
    ['05:00', 'Good morning', 'Bonjour'],
    ['11:59', 'Good morning', 'Bonjour'],
    ['12:00', 'Good afternoon', 'Bonjour'],
    ['17:59', 'Good afternoon', 'Bonjour'],
    ['18:00', 'Good evening', 'Bonsoir'],
    ['23:59', 'Good evening', 'Bonsoir'],
  ])('greets at %s local time with %s or %s', async (time, english, french) => {
    const { system } = await atHome({
      before: (_auth, { clock }) => {
        clock.advance(new Date(`2026-11-24T${time}`).getTime() - clock.now())
        return Promise.resolve()
      },
    })
    expect(heading(`${english}, ana`)).toBeTruthy()
    act(() => system.changeSettings({ language: 'fr', resolvedLanguage: 'fr' }))
    expect(await screen.findByRole('heading', { level: 1, name: `${french}, ana` })).toBeTruthy()
  })

  test('shows only the most urgent notice: an unsaved key before failed attempts', async () => {
    const { announced } = await atHome({
      saved: false,
      before: async (auth) => {
        await auth.logIn(ana)
        await auth.logOut()
        await guess(auth)
      },
    })
    expect(onScreen().getByText('You have not saved a recovery key.')).toBeTruthy()
    expect(onScreen().queryByText(/failed attempt/)).toBeNull()
    await waitFor(() => expect(announced().polite).toContain('You have not saved a recovery key.'))
    expect(announced().polite).not.toContain('failed')
  })

  test('shows failed attempts once the key is saved', async () => {
    await atHome({ before: guess })
    expect(onScreen().getByText(/^1 failed attempt to log in since/)).toBeTruthy()
    expect(onScreen().queryByText('You have not saved a recovery key.')).toBeNull()
  })

  const newOwner = /^You are now an owner of this Latchkey/
  const madeOwnerByBob = async (auth: AuthBridge) => {
    await loggedIn(auth, bob)
    const { accounts } = valueOf(await auth.accounts({ search: ana.email }))
    valueOf(await auth.setRole({ id: accounts[0]?.id ?? 0, role: 'owner', password: bob.password }))
    valueOf(await auth.logOut())
  }

  test('tells a new owner before anything else, until dismissed', async () => {
    const { user, announced } = await atHome({ saved: false, member: true, before: madeOwnerByBob })
    expect(onScreen().getByText(newOwner)).toBeTruthy()
    expect(onScreen().queryByText('You have not saved a recovery key.')).toBeNull()
    await waitFor(() => expect(announced().polite).toContain('You are now an owner'))
    await user.click(onScreen().getByRole('button', { name: 'Close' }))
    expect(onScreen().queryByText(newOwner)).toBeNull()
    expect(heading(homeHeading('ana'))).toBe(document.activeElement)
    expect(onScreen().getByText('You have not saved a recovery key.')).toBeTruthy()
  })

  test('leads a new owner to Accounts, and says it once', async () => {
    const { user } = await atHome({ member: true, before: madeOwnerByBob })
    await user.click(onScreen().getByRole('button', { name: 'Go to Accounts' }))
    await screen.findByRole('heading', { level: 1, name: 'Accounts' })
    await openPage(user, 'Home')
    expect(onScreen().queryByText(newOwner)).toBeNull()
  })

  test('leads from failed attempts to the open form for a new password', async () => {
    const { user } = await atHome({ before: guess })
    await user.click(onScreen().getByRole('button', { name: 'Change password' }))
    expect(heading('Settings')).toBeTruthy()
    await waitFor(() => expect(currentPassword()).toBe(document.activeElement))
    await user.keyboard('{Escape}')
    expect(button('Change password')).toBe(document.activeElement)
    await openPage(user, 'Home')
    await openPage(user, 'Settings')
    expect(currentPassword()).toBeNull()
  })

  test('hides failed attempts that the person made, until the session ends', async () => {
    const { user, world, announced } = await atHome({ before: guess })
    const notice = () => onScreen().queryByText(/failed attempt/)
    await user.click(onScreen().getByRole('button', { name: 'It was me' }))
    expect(notice()).toBeNull()
    expect(heading(homeHeading('ana'))).toBe(document.activeElement)
    expect(announced().polite).toBe('Notice dismissed')

    await openPage(user, 'Settings')
    await openPage(user, 'Home')
    expect(notice()).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Lock' }))
    await screen.findByRole('heading', { level: 1, name: 'Locked' })
    await user.keyboard(`${ana.password}{Enter}`)
    await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
    expect(notice()).toBeNull()

    await user.click(screen.getByRole('button', { name: 'Log out' }))
    await screen.findByRole('heading', { level: 1, name: 'Log in' })
    world.clock.advance(60_000)
    await guess(world.auth)
    await user.type(screen.getByLabelText('Email'), ana.email)
    await user.type(screen.getByLabelText('Password'), `${ana.password}{Enter}`)
    await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
    expect(notice()).toBeTruthy()
  })

  test('shows that the recovery key is saved, and leads to Security for what is missing', async () => {
    const { user } = await atHome()
    const safety = within(card('Your account is safe'))
    expect(safety.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Recovery key saved',
      'Two-factor authentication is offTurn on two-factor authentication',
    ])
    await user.click(safety.getByRole('button', { name: 'Turn on two-factor authentication' }))
    await waitFor(() => expect(security().getByRole('heading', { level: 2 })).toBe(document.activeElement))
    expect(heading('Settings')).toBeTruthy()
  })

  test('does not call an account safe whose recovery key is not saved', async () => {
    await atHome({ saved: false })
    const safety = within(card('Make your account safe'))
    expect(safety.getByText('Recovery key not saved')).toBeTruthy()
    expect(onScreen().getAllByRole('button', { name: 'Create a recovery key' })).toHaveLength(1)
  })

  test('shows that two-factor authentication is on', async () => {
    const { world, user } = await atHome()
    await turnOnTwoFactor(world.auth, () => world.clock.now())
    await user.click(screen.getByRole('button', { name: 'Lock' }))
    await screen.findByRole('heading', { level: 1, name: 'Locked' })
    await user.keyboard(`${ana.password}{Enter}`)
    await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
    const safety = within(card('Your account is safe'))
    expect(safety.getByText('Two-factor authentication is on')).toBeTruthy()
    expect(safety.queryByRole('button')).toBeNull()
  })

  test('says that this is the first log-in', async () => {
    await atHome({ saved: false })
    expect(lastLogIn()).toBe('This is your first log-in. See activity')
  })

  test('shows when the log-in before this one was, and leads to the activity', async () => {
    const { user } = await atHome({
      before: (_auth, { clock }) => {
        clock.advance(86_400_000)
        return Promise.resolve()
      },
    })
    expect(lastLogIn()).toMatch(/^Last log-in: November 22, 2026 at .+\. See activity$/)
    await user.click(onScreen().getByRole('link', { name: 'See activity' }))
    expect(heading('Activity')).toBe(document.activeElement)
    expect(address()).toBe('#/activity')
  })
})

describe('the forms of Security', () => {
  test.each(['Change password', 'Replace recovery key…'])('Esc leaves "%s" and returns the focus', async (name) => {
    const { user } = await atPage('Settings')
    await user.click(button(name))
    expect(currentPassword()).toBe(document.activeElement)
    await user.keyboard('half a{Escape}')
    expect(currentPassword()).toBeNull()
    expect(button(name)).toBe(document.activeElement)
    expect(button(name).getAttribute('aria-expanded')).toBe('false')
  })

  test('are open one at a time: opening one closes the other', async () => {
    const { user } = await atPage('Settings')
    const openForms = () =>
      security()
        .getAllByRole('button', { expanded: true })
        .map(({ textContent }) => textContent)
    await user.click(button('Change password'))
    await user.keyboard('half a')
    await user.click(button('Replace recovery key…'))
    expect(openForms()).toEqual(['Replace recovery key…'])
    expect(security().getAllByRole('form')).toHaveLength(1)
    expect(currentPassword()).toBe(document.activeElement)
    expect(currentPassword()).toMatchObject({ value: '' })
    await user.click(button('Change password'))
    expect(openForms()).toEqual(['Change password'])
    expect(currentPassword()).toBe(document.activeElement)
  })
})
