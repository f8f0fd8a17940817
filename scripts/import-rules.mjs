/**
 * Who may see whom: for each room the imports it may make, everything else is an error at lint time. An allow-list, so
 * that a new package or a new room is refused until somebody decides.
 */

const own = '\\./(?!\\.\\.)'
const contract = '(\\.\\./)+preload/(contract|desktop|events)$'
const node = 'node:(?!(http|https|http2|net|tls|dgram|dns)\\b)'
const zod = 'zod/mini$'

/**
 * @type {readonly { name: string, files: string[], may: string[], why: string }[]}
 */
export const rooms = [
  {
    name: 'auth',
    files: ['main/auth/**'],
    may: [own, node, 'bcryptjs$', '@zxcvbn-ts/', 'otpauth$', contract],
    why: 'main/auth/ holds the rules: no Electron, no SQL, no calls. It sees what it needs as types in its dependencies.',
  },
  {
    name: 'database',
    files: ['main/database/**'],
    may: [own, node, 'sql\\.js$', contract, '\\.\\./auth/(user|pauses|two-factor)$'],
    why: 'main/database/ holds the only SQL: sql.js, Node, and the types of what it stores.',
  },
  {
    name: 'calls',
    files: ['main/calls/**'],
    may: [
      own,
      node,
      zod,
      contract,
      '\\.\\./(auth|database)/',
      '\\.\\./(policy|session-holder|session-vault|two-factor-setup|two-factor-vault)$',
      '(\\.\\./)+copy/product$',
    ],
    why: 'main/calls/ runs without Electron: it sees the rules, the tables and the holder.',
  },
  {
    name: 'moving',
    files: ['main/moving/**'],
    may: [own, node, 'age-encryption$', contract, '\\.\\./(auth|calls|database)/', '\\.\\./policy$'],
    why: 'main/moving/ runs without Electron: it sees the calls and the tables, and takes dialogs as functions.',
  },
  {
    name: 'shell',
    files: ['main/shell/**'],
    may: [
      own,
      node,
      zod,
      contract,
      'electron$',
      '(\\.\\./)+copy/',
      '(\\.\\./)+package\\.json$',
      '\\.\\./(auth|calls|database|moving)/',
      '\\.\\./(accounts|policy|sealing|session-holder|ipc)$',
    ],
    why: 'main/shell/ is all that is Electron; nobody below it starts the app.',
  },
  {
    name: 'start',
    files: ['main/index.ts', 'main/start.ts', 'main/ipc.ts'],
    may: ['\\./', node, contract, 'electron$', '.*[?](asset|nodeWorker)$', '\\.\\./package\\.json$'],
    why: 'main/start.ts sees every room, main/index.ts the real world; neither sees the screens.',
  },
  {
    name: 'accounts',
    files: [
      'main/accounts.ts',
      'main/headless.ts',
      'main/background.ts',
      'main/once.ts',
      'main/policy.ts',
      'main/session-holder.ts',
      'main/session-vault.ts',
      'main/sealing.ts',
      'main/two-factor-setup.ts',
      'main/two-factor-vault.ts',
    ],
    may: [
      '\\./(auth|calls|database)/',
      '\\./(accounts|background|once|policy|sealing|session-holder|session-vault|two-factor-setup|two-factor-vault)$',
      node,
      '\\.\\./preload/contract$',
    ],
    why: 'What stands in main/ itself is everything of Latchkey that is not Electron.',
  },
  {
    name: 'contract',
    files: ['preload/contract.ts', 'preload/desktop.ts', 'preload/events.ts', 'preload/reference.ts'],
    may: [zod, '\\./(contract|desktop)$'],
    why: 'Both sides carry the contract: schemas and types, nothing that only one of them has.',
  },
  {
    name: 'preload',
    files: ['preload/index.ts'],
    may: ['electron$', '\\./(contract|desktop|events)$'],
    why: 'preload/index imports electron and types of the contract.',
  },
  {
    name: 'copy',
    files: ['copy/**'],
    may: [own, contract],
    why: 'copy/ holds words, for both sides.',
  },
  {
    name: 'renderer',
    files: ['renderer/**'],
    may: [
      own,
      '(\\.\\./){1,2}(components|screens|store|styles|words)/',
      '(\\.\\./){1,2}[a-z-]+(\\.css)?$',
      contract,
      '(\\.\\./)+copy/',
      'react$|react/|react-dom($|/)|react-intl$|zustand',
      '@zxcvbn-ts/',
      'uqr$',
    ],
    why: 'The screens are a web page: they see the contract, the words, and the libraries of the page. No Node, no Electron.',
  },
  {
    name: 'explorer',
    files: ['renderer/explorer/**'],
    may: [
      own,
      zod,
      contract,
      '(\\.\\./)+preload/reference$',
      '(\\.\\./){1,2}components/',
      '(\\.\\./){1,2}[a-z-]+$',
      'react$|react-intl$',
    ],
    why: 'The explorer reads the contract itself; nothing that ships may import it but App, behind a constant of the build.',
  },
]

/**
 * The same as ESLint configurations.
 * @type {import('eslint').Linter.Config[]}
 */
export const importRules = rooms.map(({ files, may, why }) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ regex: `^(?!(${may.join('|')}))`, message: why }] }],
    // `import()` is not seen by the rule above.
    'no-restricted-syntax': [
      'error',
      {
        selector: `ImportExpression > Literal[value=/^(?!(${may.join('|').replaceAll('/', '\\/')}))/]`,
        message: why,
      },
      { selector: 'ImportExpression > :not(Literal).source', message: 'What is imported must be readable.' },
    ],
  },
}))
