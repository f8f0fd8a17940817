import type { Machine } from '../../tools/system-libraries/find-missing.mjs'

type Settings = {
  platform?: string
  env?: NodeJS.ProcessEnv
  installed?: string[]
  known?: string[]
  knownAfterUpdate?: string[]
  failingInstalls?: number
  /** How many times apt-get fails because another one holds the lock. */
  locked?: number
}

/** A fake Debian with root and a scripted apt. Records the commands it runs. */
export function fakeMachine(settings: Settings = {}) {
  const { installed = [], knownAfterUpdate } = settings
  let { known = [], failingInstalls = 0, locked = 0 } = settings
  const ran: string[] = []
  const logged: string[] = []

  const answers: Record<string, (args: string[]) => string> = {
    'dpkg-query': (args) => (installed.includes(args.at(-1) ?? '') ? 'installed' : 'not-installed'),
    'apt-cache': (args) =>
      known
        .filter((name) => args.includes(name))
        .map((name) => `Package: ${name}\n`)
        .join('\n'),
    'apt-get': (args) => {
      if (locked-- > 0) throw new Error('E: Could not get lock /var/lib/apt/lists/lock')
      if (args.includes('install') && failingInstalls-- > 0) throw new Error('E: no')
      if (args.includes('update')) known = knownAfterUpdate ?? known
      return ''
    },
  }
  const machine: Machine = {
    platform: settings.platform ?? 'linux',
    env: settings.env ?? {},
    root: true,
    debian: true,
    run: (command, args) => {
      ran.push([command, ...args].join(' '))
      return Promise.resolve().then(() => answers[command]?.(args) ?? '')
    },
    log: (line) => logged.push(line),
    sleep: () => Promise.resolve(),
  }
  return { machine, ran, logged }
}
