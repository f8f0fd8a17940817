import { relative } from 'node:path'
import { writeTally } from './report.mjs'

/** Writes a tally of vitest's tests for the runner. */
export default class TallyReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly import('vitest').SerializedError[]} unhandled errors that belong to no test
   */
  onTestRunEnd(modules, unhandled) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const inState = (/** @type {string} */ state) => tests.filter((test) => test.result().state === state)
    const broken = modules.filter((module) => module.errors().length > 0)
    const failures = [
      ...inState('failed').map((test) => `  ${placeOf(test.module, test.location?.line)}  ${test.fullName}`),
      ...broken.map((module) => `  ${placeOf(module)}  could not be run`),
      ...unhandled.map(({ message }) => `  outside of the tests: ${message}`),
    ]
    const [passed, skipped] = [inState('passed').length, inState('skipped').length]
    writeTally({ passed, failed: failures.length, skipped, failures })
  }
}

/**
 * @param {import('vitest/node').TestModule} module
 * @param {number} [line]
 */
const placeOf = ({ moduleId }, line) => `${relative(process.cwd(), moduleId)}${line ? `:${line}` : ''}`
