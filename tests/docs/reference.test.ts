import { expect, test } from 'vitest'
import { commonErrors, ownErrors } from '../../preload/call-shape'
import { authCalls, type CallName } from '../../preload/contract'
import { desktopCalls, type DesktopCallName } from '../../preload/desktop'
import { exampleRun, type Example } from '../reference/example-run'

const shapeOf = (call: Example['call']) => {
  const [bridge, name] = call.split('.')
  return bridge === 'auth' ? authCalls[name as CallName] : desktopCalls[name as DesktopCallName]
}

test('no call returns an error that the contract does not declare for it', async () => {
  const examples = await exampleRun()
  const undeclared = examples.flatMap(({ call, outcome }) => {
    if (outcome.ok) return []
    const declared: readonly string[] = [...commonErrors, ...ownErrors(shapeOf(call))]
    return declared.includes(outcome.error.code) ? [] : [`${call}: ${outcome.error.code}`]
  })
  expect(undeclared).toEqual([])
})
