import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent, { PointerEventsCheckLevel, type UserEvent } from '@testing-library/user-event'
import { StrictMode } from 'react'
import { expect } from 'vitest'
import { App } from '../../renderer/app/App'
import { createAuthStore } from '../../renderer/store/auth-store'
import { ClockProvider } from '../../renderer/ui/clock'
import { loadMessages, type Language } from '../../renderer/app/intl'
import type { AuthBridge } from '../../preload/contract'
import { createDesktopDouble, type OperatingSystem } from './desktop-double'
import { createWorld, type World } from './world'

export type OpenWindow = {
  world: World
  system: OperatingSystem
  user: UserEvent
  /** How often each call was made. */
  callCounts: Record<string, number>
  /** Delays all further answers until the returned function is called. */
  hold: () => () => void
  /** Waits until every call is answered and the page has handled the answers. */
  answered: () => Promise<void>
  /** The current text of the two live regions. */
  announced: () => { polite: string | null; assertive: string | null }
}

type WindowOptions = { world?: World; language?: Language; prepare?: (system: OperatingSystem) => void }

/** Opens the window on the real calls, without Electron, and waits for the first screen. */
export async function openWindow({ world, language = 'en', prepare }: WindowOptions = {}): Promise<OpenWindow> {
  const openedWorld = world ?? (await createWorld())
  const { desktop, system } = createDesktopDouble()
  system.settings = { ...system.settings, resolvedLanguage: language }
  prepare?.(system)
  const observed = observeCalls(openedWorld.auth)
  const store = createAuthStore({ auth: observed.auth, desktop }, system.settings)
  const initial = { language, messages: await loadMessages(language) }
  render(
    <StrictMode>
      <ClockProvider value={openedWorld.clock}>
        <App store={store} desktop={desktop} initial={initial} />
      </ClockProvider>
    </StrictMode>,
  )
  openWorlds.push(openedWorld)
  await waitFor(() => expect(store.getState().screen.name).not.toBe('starting'))
  await act(() => Promise.resolve()) // for the effects of the first screen
  await screen.findByRole('heading', { level: 1 })
  const { callCounts, hold, answered } = observed
  return { world: openedWorld, system, user: userEvent.setup(userOptions), callCounts, hold, answered, announced }
}

/**
 * jsdom does not load our style sheets, so checking whether an element accepts clicks is expensive
 * and finds nothing.
 */
const userOptions = { delay: null, pointerEventsCheck: PointerEventsCheckLevel.Never }

const openWorlds: World[] = []

/** Unmounts the page and closes its world. `screens-setup.ts` calls it after each test. */
export async function closeWindows(): Promise<void> {
  cleanup()
  for (const world of openWorlds.splice(0)) await world.close()
}

/** Wraps the calls between window and main: counts them and delays the answers on demand. */
function observeCalls(auth: AuthBridge) {
  const callCounts: Record<string, number> = {}
  const pending = new Set<Promise<unknown>>()
  let gate = Promise.resolve()
  const proxy = new Proxy(auth, {
    get(target, name: keyof AuthBridge) {
      const call = target[name] as (input?: unknown) => unknown
      if (name.startsWith('on')) return call
      const delayed = async (input?: unknown) => {
        const answer = await call(input)
        await gate
        return answer
      }
      return (input?: unknown) => {
        callCounts[name] = (callCounts[name] ?? 0) + 1
        const answer = delayed(input)
        pending.add(answer)
        void answer.catch(() => undefined).then(() => pending.delete(answer))
        return answer
      }
    },
  })
  const hold = () => {
    let release = () => {}
    gate = new Promise((resolve) => (release = resolve))
    return release
  }
  const answered = async () => {
    do {
      await Promise.allSettled(pending)
      await new Promise((resolve) => setTimeout(resolve)) // the page may answer with another call
    } while (pending.size > 0)
  }
  return { auth: proxy, callCounts, hold, answered }
}

/** The content of the screen without the two live regions, which repeat some of it. */
export const onScreen = () => within(screen.getByRole('main'))

const announced = () => ({
  polite: document.getElementById('live-polite')?.textContent ?? null,
  assertive: document.getElementById('live-assertive')?.textContent ?? null,
})
