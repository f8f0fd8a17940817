import { expect, test } from 'vitest'
import { authReference, commonErrors } from '../../preload/reference'
import { exampleRun } from '../reference/example-run'

test('no call answered an error that its reference does not name', async () => {
  const examples = await exampleRun()
  const unnamed = examples.flatMap(({ call, outcome }) => {
    if (outcome.ok) return []
    const named: readonly string[] = [...commonErrors, ...authReference[call].errors]
    return named.includes(outcome.error.code) ? [] : [`${call}: ${outcome.error.code}`]
  })
  expect(unnamed).toEqual([])
})
