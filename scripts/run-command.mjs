import { execa } from 'execa'

/**
 * Runs a command and returns its output. Rejects if it cannot start, fails, or exceeds the time
 * limit; the message is what it printed on stderr.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, seconds?: number, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>}
 */
export async function runCommand(command, args, { cwd = process.cwd(), seconds = 0, env = process.env } = {}) {
  const options = { cwd, env, extendEnv: false, timeout: seconds * 1000, stripFinalNewline: false }
  const result = await execa(command, args, { ...options, stdin: 'ignore', killSignal: 'SIGKILL', reject: false })
  if (!result.failed) return result.stdout
  if (result.timedOut) throw new Error(`no end within ${seconds} s`)
  throw new Error(result.stderr.trim() || result.originalMessage || `exit code ${result.exitCode}`)
}
