import { projectRoot } from '../project.mjs'
import { runCommand } from '../run-command.mjs'

/** The time that packages carry: SOURCE_DATE_EPOCH, else that of the last commit, so that a build can be repeated. */
export async function dateOfSources() {
  const given = process.env['SOURCE_DATE_EPOCH']
  const seconds =
    given ?? (await runCommand('git', ['log', '-1', '--format=%ct'], { cwd: projectRoot }).catch(() => ''))
  // Sources without a history: a fixed day rather than today.
  return new Date((Number(seconds) || 1_767_225_600) * 1000)
}
