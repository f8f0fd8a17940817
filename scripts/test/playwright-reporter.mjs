import { relative } from 'node:path'
import { writeTally } from './report.mjs'

/** Writes a tally of Playwright's tests. A test that passes only on a retry counts as failed. */
export default class TallyReporter {
  /** @type {import('@playwright/test/reporter').Suite | undefined} */
  #root
  /** @type {string[]} */
  #errors = []

  /**
   * @param {import('@playwright/test/reporter').FullConfig} _config
   * @param {import('@playwright/test/reporter').Suite} root
   */
  onBegin(_config, root) {
    this.#root = root
  }

  /** @param {import('@playwright/test/reporter').TestError} error */
  onError(error) {
    this.#errors.push(`  outside of the tests: ${error.message ?? 'an error without a message'}`)
  }

  onEnd() {
    const tests = this.#root?.allTests() ?? []
    const withOutcome = (/** @type {string[]} */ ...outcomes) =>
      tests.filter((test) => outcomes.includes(test.outcome()))
    const failures = [...withOutcome('unexpected', 'flaky').map(failureOf), ...this.#errors]
    const [passed, skipped] = [withOutcome('expected').length, withOutcome('skipped').length]
    writeTally({ passed, failed: failures.length, skipped, failures })
  }
}

/** @param {import('@playwright/test/reporter').TestCase} test */
function failureOf(test) {
  const { location, results } = test
  const evidence = (results.at(-1)?.attachments ?? []).flatMap(({ name, path }) =>
    path && ['trace', 'screenshot'].includes(name) ? [`      ${name}: ${relative(process.cwd(), path)}`] : [],
  )
  // The path begins with the root, the project and the file.
  const names = test.titlePath().slice(3)
  const place = `${relative(process.cwd(), location.file)}:${location.line}`
  return [`  ${place}  ${names.join(' › ')}`, ...evidence].join('\n')
}
