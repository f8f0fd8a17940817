import { spawn } from 'node:child_process'

/**
 * Runs a command to its end, its output kept, and returns what it printed. Rejects when it can't be started, fails,
 * or takes longer than the bound; the message is what it said on stderr.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, seconds?: number, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>}
 */
export function runCommand(command, args, { cwd = process.cwd(), seconds, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const printed = collect(child.stdout)
    const complained = collect(child.stderr)
    let late = false
    const bound = seconds && setTimeout(() => (late = child.kill('SIGKILL')), seconds * 1000)
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(bound || undefined)
      if (code === 0) resolve(printed())
      else reject(new Error(late ? `no end within ${seconds} s` : complained().trim() || `exit code ${code}`))
    })
  })
}

/** @param {NodeJS.ReadableStream} stream */
function collect(stream) {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk) => (text += chunk))
  return () => text
}
