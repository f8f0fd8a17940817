import { projectRoot } from '../project.mjs'
import { runCommand } from '../run-command.mjs'

/**
 * The timestamp of all packaged files, for reproducible builds: SOURCE_DATE_EPOCH, else the time of
 * the last commit.
 */
export async function sourceDate() {
  const given = process.env['SOURCE_DATE_EPOCH']
  const seconds =
    given ?? (await runCommand('git', ['log', '-1', '--format=%ct'], { cwd: projectRoot }).catch(() => ''))
  // Sources without a git history get a fixed day, because today would not be reproducible.
  return new Date((Number(seconds) || 1_767_225_600) * 1000)
}
