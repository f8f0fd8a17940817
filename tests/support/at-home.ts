import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import type { AuthBridge } from '../../preload/contract'
import { homeHeading } from './home-heading'
import { openWindow, type OpenWindow } from './open-window'
import { bob, loggedIn, registered, valueOf } from './people'
import { createWorld, type World, type WorldOptions } from './world'

type HomeOptions = Pick<WorldOptions, 'fs' | 'keyStore'> & {
  saved?: boolean
  /** Bob has registered first, so that Ana is a member and he is the owner. */
  member?: boolean
  before?: (auth: AuthBridge, world: World) => Promise<void>
}

/**
 * Opens the window on the home screen of Ana's session. Her recovery key is saved unless `saved` is
 * false. `before` runs while she is logged out.
 */
export async function atHome({
  saved = true,
  member = false,
  before,
  ...options
}: HomeOptions = {}): Promise<OpenWindow> {
  const world = await createWorld(options)
  if (member) await registered(world.auth, bob)
  await registered(world.auth)
  if (saved) {
    await loggedIn(world.auth)
    valueOf(await world.auth.confirmRecoveryKey())
    valueOf(await world.auth.logOut())
  }
  await before?.(world.auth, world)
  await loggedIn(world.auth)
  const opened = await openWindow({ world })
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
  return opened
}

/** Opens the window as `atHome` does, then a page of the session. */
export async function atPage(page: 'Activity' | 'Settings', options: HomeOptions = {}): Promise<OpenWindow> {
  const opened = await atHome(options)
  await openPage(opened.user, page)
  return opened
}

/** Follows the link of a page in the rail. */
export async function openPage(user: UserEvent, page: 'Home' | 'Activity' | 'Settings'): Promise<void> {
  const rail = within(screen.getByRole('navigation', { name: 'Your account' }))
  await user.click(rail.getByRole('link', { name: page }))
}

/** A card of the current page, by its heading. */
export const card = (name: string) => screen.getByRole('region', { name })
