import { expect, test } from 'vitest'
import type { CallName } from '../../preload/contract'
import type { DesktopCallName } from '../../preload/desktop'
import { authReference, commonErrors, desktopReference } from '../../preload/reference'
import { exampleRun, type Example } from '../reference/example-run'

const referenceOf = (call: Example['call']) => {
  const [bridge, name] = call.split('.')
  return bridge === 'auth' ? authReference[name as CallName] : desktopReference[name as DesktopCallName]
}

test('no call answered an error that its reference does not name', async () => {
  const examples = await exampleRun()
  const unnamed = examples.flatMap(({ call, outcome }) => {
    if (outcome.ok) return []
    const named: readonly string[] = [...commonErrors, ...referenceOf(call).errors]
    return named.includes(outcome.error.code) ? [] : [`${call}: ${outcome.error.code}`]
  })
  expect(unnamed).toEqual([])
})
