import type { IpcMainInvokeEvent } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { serve, type Border } from '../main/ipc'
import { authCalls } from '../preload/contract'
import { desktopCalls } from '../preload/desktop'

const handlers = vi.hoisted(() => new Map<string, (event: unknown, input: unknown) => unknown>())
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: () => unknown) => void handlers.set(channel, handler) },
}))

const ours = { sender: 'ours' } as unknown as IpcMainInvokeEvent
const stranger = { sender: 'stranger' } as unknown as IpcMainInvokeEvent

beforeEach(() => handlers.clear())

function serveOne(border: Partial<Border> = {}) {
  const call = vi.fn((input: unknown) => Promise.resolve({ ok: true as const, value: input }))
  serve('auth', { logIn: call }, { trusts: (event) => event === ours, ...border })
  return { call, invoke: (event: IpcMainInvokeEvent, input?: unknown) => handlers.get('auth:logIn')?.(event, input) }
}

describe('the border', () => {
  it('has one channel for each call, named after its bridge', () => {
    serveOne()
    expect([...handlers.keys()]).toEqual(['auth:logIn'])
  })

  it('hands a trusted message to the call and answers what it answers', async () => {
    const { invoke, call } = serveOne()
    expect(await invoke(ours, { email: 'a@b' })).toEqual({ ok: true, value: { email: 'a@b' } })
    expect(call).toHaveBeenCalledExactlyOnceWith({ email: 'a@b' })
  })

  it('refuses a stranger before anything of the input is looked at', async () => {
    const { invoke, call } = serveOne()
    const input = new Proxy({}, { get: () => expect.fail('the input was read') })
    expect(await invoke(stranger, input)).toEqual({ ok: false, error: { code: 'forbidden' } })
    expect(call).not.toHaveBeenCalled()
  })

  it('waits for what must have happened, but lets no stranger wait', async () => {
    let open = () => {}
    const opened = new Promise<void>((resolve) => (open = resolve))
    const { invoke, call } = serveOne({ settled: () => opened })
    expect(await invoke(stranger)).toEqual({ ok: false, error: { code: 'forbidden' } })
    const answer = invoke(ours, 1)
    await Promise.resolve()
    expect(call).not.toHaveBeenCalled()
    open()
    expect(await answer).toEqual({ ok: true, value: 1 })
  })

  it('looks again after each answer, not after a refused stranger', async () => {
    const afterCall = vi.fn()
    const { invoke } = serveOne({ afterCall })
    await invoke(stranger)
    expect(afterCall).not.toHaveBeenCalled()
    await invoke(ours)
    expect(afterCall).toHaveBeenCalledOnce()
  })
})

const everyCall = [
  ...Object.keys(authCalls).map((name) => ['auth', name] as const),
  ...Object.keys(desktopCalls).map((name) => ['desktop', name] as const),
]

it.each(everyCall)('%s.%s is refused to every sender but our page', async (bridge, name) => {
  const call = vi.fn(() => Promise.resolve({ ok: true as const, value: null }))
  serve(bridge, { [name]: call }, { trusts: (event) => event === ours })
  const invoke = handlers.get(`${bridge}:${name}`)
  expect(await invoke?.(stranger, undefined)).toEqual({ ok: false, error: { code: 'forbidden' } })
  expect(call).not.toHaveBeenCalled()
  expect(await invoke?.(ours, undefined)).toMatchObject({ ok: true })
})
