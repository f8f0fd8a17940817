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
  sent: Record<string, number>
  /** Holds back the answers from now on, until the function that it returns is called. */
  hold: () => () => void
  /** Waits until every call has its answer and the page has done with it. */
  answered: () => Promise<void>
  /** What the two live regions say now. */
  said: () => { polite: string | null; assertive: string | null }
}

type WindowOptions = { world?: World; language?: Language; prepare?: (system: OperatingSystem) => void }

/** Opens the window on the real calls, without Electron: one call, and the first screen is there. */
export async function openWindow({ world, language = 'en', prepare }: WindowOptions = {}): Promise<OpenWindow> {
  const there = world ?? (await createWorld())
  const { desktop, system } = createDesktopDouble()
  system.settings = { ...system.settings, resolvedLanguage: language }
  prepare?.(system)
  const line = createLine(there.auth)
  const store = createAuthStore({ auth: line.auth, desktop }, system.settings)
  const first = { language, messages: await loadMessages(language) }
  render(
    <StrictMode>
      <ClockProvider value={there.clock}>
        <App store={store} desktop={desktop} first={first} />
      </ClockProvider>
    </StrictMode>,
  )
  opened.push(there)
  await waitFor(() => expect(store.getState().screen.name).not.toBe('starting'))
  await act(() => Promise.resolve()) // everything that the first screen does on arrival
  await screen.findByRole('heading', { level: 1 })
  const { sent, hold, answered } = line
  return { world: there, system, user: userEvent.setup(typing), sent, hold, answered, said }
}

/** jsdom has no style sheet of ours, so to compute whether an element takes clicks costs much and finds nothing. */
const typing = { delay: null, pointerEventsCheck: PointerEventsCheckLevel.Never }

const opened: World[] = []

/** Takes the page away and closes what it stood on. The set-up of the screens calls it after each test. */
export async function closeWindows(): Promise<void> {
  cleanup()
  for (const world of opened.splice(0)) await world.close()
}

/** The line between window and main: counts what is sent, and can be slow on demand. */
function createLine(auth: AuthBridge) {
  const sent: Record<string, number> = {}
  const underWay = new Set<Promise<unknown>>()
  let gate = Promise.resolve()
  const slow = new Proxy(auth, {
    get(target, name: keyof AuthBridge) {
      const call = target[name] as (input?: unknown) => unknown
      if (name.startsWith('on')) return call
      const slowly = async (input?: unknown) => {
        const answer = await call(input)
        await gate
        return answer
      }
      return (input?: unknown) => {
        sent[name] = (sent[name] ?? 0) + 1
        const answer = slowly(input)
        underWay.add(answer)
        void answer.catch(() => undefined).then(() => underWay.delete(answer))
        return answer
      }
    },
  })
  const hold = () => {
    let release = () => {}
    gate = new Promise((done) => (release = done))
    return release
  }
  const answered = async () => {
    do {
      await Promise.allSettled(underWay)
      await new Promise((done) => setTimeout(done)) // what the page does with an answer may be another call
    } while (underWay.size > 0)
  }
  return { auth: slow, sent, hold, answered }
}

/** What stands on the screen, without the two live regions that repeat some of it. */
export const onScreen = () => within(screen.getByRole('main'))

const said = () => ({
  polite: document.getElementById('live-polite')?.textContent ?? null,
  assertive: document.getElementById('live-assertive')?.textContent ?? null,
})
