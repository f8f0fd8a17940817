/**
 * Who may see whom: for each room the imports it may make, everything else is an error at lint time. An allow-list, so
 * that a new package or a new room is refused until somebody decides.
 */

const own = '\\./(?!\\.\\.)'
const contract = '(\\.\\./)+preload/(call-shape|contract|desktop|errors|events|text)$'
const node = 'node:(?!(http|https|http2|net|tls|dgram|dns)\\b)'
const zod = 'zod/mini$'

const page = [
  own,
  '(\\.\\./){1,2}(app|store|ui|forms|a11y|screens|styles|words)/',
  '\\.\\./(restore|shortcuts)/[A-Za-z-]+$',
  contract,
  '(\\.\\./)+copy/',
  'react$|react/|react-dom($|/)|react-intl$|zustand',
  '@zxcvbn-ts/',
  'uqr$',
]

/**
 * A path of the project, from however deep.
 * @param {string} path
 */
const up = (path) => `(\\.\\./)+${path}$`

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
    name: 'secrets',
    files: ['main/secrets/**'],
    may: [own, node, '\\.\\./auth/', contract],
    why: 'main/secrets/ seals what only this computer may open: the rules, no Electron, no SQL.',
  },
  {
    name: 'session',
    files: ['main/session/**'],
    may: [own, node, '\\.\\./(auth|secrets)/', '\\.\\./(atomic-write-file|policy|once)$', contract],
    why: 'main/session/ says which session the window holds and how long it lasts: the rules, no calls, no SQL.',
  },
  {
    name: 'database',
    files: ['main/database/**'],
    may: [
      own,
      node,
      'sql\\.js$',
      '\\.\\./(engine|tables|transfer)/',
      '\\.\\./api$',
      contract,
      up('auth/(user|attempt-throttle|two-factor)'),
    ],
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
      up('(auth|database|session|secrets|account|password|steps|two-factor)/[a-z-/]+'),
      up('(access|call|outcome|handler)'),
      up('policy'),
      up('copy/product'),
    ],
    why: 'main/calls/ runs without Electron: it sees the rules, the tables and the session.',
  },
  {
    name: 'backup and import',
    files: ['main/backup/**', 'main/import/**', 'main/transfer.ts'],
    may: [
      own,
      node,
      'age-encryption$',
      contract,
      '\\.{1,2}/(auth|calls|database|backup|import|session)/',
      '\\.{1,2}/(atomic-write-file|policy)$',
    ],
    why: 'Backup and import run without Electron: they see the calls and the tables, and take dialogs as functions.',
  },
  {
    name: 'desktop',
    files: ['main/desktop/**'],
    may: [
      own,
      node,
      zod,
      'electron$',
      contract,
      up('copy/[a-z-.]+'),
      up('package\\.json'),
      up('(window|menu|security|files|settings|lifecycle|calls)/[a-z0-9-]+'),
      up('(auth|calls|database|session|secrets)/[a-z-/]+'),
      up('(atomic-write-file|open-accounts|transfer|policy|ipc|desktop)'),
    ],
    why: 'main/desktop/ is all that is Electron; nobody below it starts the app.',
  },
  {
    name: 'start',
    files: ['main/index.ts', 'main/app.ts', 'main/ipc.ts'],
    may: ['\\./', node, contract, 'electron$', '.*[?](asset|nodeWorker)$', '\\.\\./package\\.json$'],
    why: 'main/app.ts sees every room, main/index.ts the real world; neither sees the screens.',
  },
  {
    name: 'accounts',
    files: ['main/open-accounts.ts', 'main/headless.ts', 'main/once.ts', 'main/policy.ts'],
    may: [
      '\\./(auth|calls|database|session|secrets|backup|import)/',
      '\\./(open-accounts|transfer|once|policy)$',
      node,
      '\\.\\./package\\.json$',
      contract,
    ],
    why: 'main/open-accounts.ts opens everything of Latchkey that is not Electron.',
  },
  {
    name: 'files',
    files: ['main/atomic-write-file.ts'],
    may: [node],
    why: 'main/atomic-write-file.ts is below every room that writes a file: it sees Node alone.',
  },
  {
    name: 'contract',
    files: ['preload/*.ts'],
    may: [zod, '\\./(call-shape|contract|desktop|errors|text)$'],
    why: 'Both sides carry the contract: schemas and types, nothing that only one of them has.',
  },
  {
    name: 'preload',
    files: ['preload/index.ts'],
    may: ['electron$', '\\./(contract|desktop|errors|events)$'],
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
    may: page,
    why: 'The screens are a web page: they see the contract, the words, and the libraries of the page. No Node, no Electron.',
  },
  {
    name: 'app',
    files: ['renderer/app/App.tsx'],
    may: [...page, '\\.\\./explorer/Explorer$'],
    why: 'App alone loads the explorer, behind a constant of the build, so that it is not in what ships.',
  },
  {
    name: 'ui',
    files: ['renderer/ui/**'],
    may: [own, '\\.\\./app/(intl|formats|use-secret-export)$', '\\.\\./(a11y|forms)/', contract, 'react$'],
    why: 'renderer/ui/ knows no store and no call: what it shows comes in as props.',
  },
  {
    name: 'explorer',
    files: ['renderer/explorer/**'],
    may: [own, zod, contract, '(\\.\\./)+preload/reference$', '\\.\\./(app|ui|forms|a11y)/', 'react$|react-intl$'],
    why: 'The explorer reads the contract itself.',
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
