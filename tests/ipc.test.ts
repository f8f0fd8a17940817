import type { IpcMainInvokeEvent } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { serve, type ServeOptions } from '../main/ipc'
import { authCalls } from '../preload/contract'
import { desktopCalls } from '../preload/desktop'

const handlers = vi.hoisted(() => new Map<string, (event: unknown, input: unknown) => unknown>())
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: () => unknown) => void handlers.set(channel, handler) },
}))

const ours = { sender: 'ours' } as unknown as IpcMainInvokeEvent
const untrusted = { sender: 'untrusted' } as unknown as IpcMainInvokeEvent

beforeEach(() => handlers.clear())

function serveOne(options: Partial<ServeOptions> = {}) {
  const call = vi.fn((input: unknown) => Promise.resolve({ ok: true as const, value: input }))
  serve('auth', { logIn: call }, { trusts: (event) => event === ours, ...options })
  return { call, invoke: (event: IpcMainInvokeEvent, input?: unknown) => handlers.get('auth:logIn')?.(event, input) }
}

describe('serve', () => {
  it('registers one channel for each call, named after its bridge', () => {
    serveOne()
    expect([...handlers.keys()]).toEqual(['auth:logIn'])
  })

  it('passes a trusted message to the call and returns its outcome', async () => {
    const { invoke, call } = serveOne()
    expect(await invoke(ours, { email: 'a@b' })).toEqual({ ok: true, value: { email: 'a@b' } })
    expect(call).toHaveBeenCalledExactlyOnceWith({ email: 'a@b' })
  })

  it('refuses an untrusted sender before its input is read', async () => {
    const { invoke, call } = serveOne()
    const input = new Proxy({}, { get: () => expect.fail('the input was read') })
    expect(await invoke(untrusted, input)).toEqual({ ok: false, error: { code: 'forbidden' } })
    expect(call).not.toHaveBeenCalled()
  })

  it('waits until the app is ready, but refuses an untrusted sender at once', async () => {
    let open = () => {}
    const opened = new Promise<void>((resolve) => (open = resolve))
    const { invoke, call } = serveOne({ whenReady: () => opened })
    expect(await invoke(untrusted)).toEqual({ ok: false, error: { code: 'forbidden' } })
    const answer = invoke(ours, 1)
    await Promise.resolve()
    expect(call).not.toHaveBeenCalled()
    open()
    expect(await answer).toEqual({ ok: true, value: 1 })
  })

  it('runs afterCall after each call, but not after a refused sender', async () => {
    const afterCall = vi.fn()
    const { invoke } = serveOne({ afterCall })
    await invoke(untrusted)
    expect(afterCall).not.toHaveBeenCalled()
    await invoke(ours)
    expect(afterCall).toHaveBeenCalledOnce()
  })
})

const everyCall = [
  ...Object.keys(authCalls).map((name) => ['auth', name] as const),
  ...Object.keys(desktopCalls).map((name) => ['desktop', name] as const),
]

it.each(everyCall)('%s.%s is refused to every sender except our page', async (bridge, name) => {
  const call = vi.fn(() => Promise.resolve({ ok: true as const, value: null }))
  serve(bridge, { [name]: call }, { trusts: (event) => event === ours })
  const invoke = handlers.get(`${bridge}:${name}`)
  expect(await invoke?.(untrusted, undefined)).toEqual({ ok: false, error: { code: 'forbidden' } })
  expect(call).not.toHaveBeenCalled()
  expect(await invoke?.(ours, undefined)).toMatchObject({ ok: true })
})
