/**
 * The imports that each folder may make. Any other import is a lint error. This is an allow-list,
 * so that a new package or a new folder needs a decision.
 */

const ownFolder = '\\./(?!\\.\\.)'
const contract = '(\\.\\./)+preload/(call-shape|contract|desktop|errors|events|text)$'
const nodeBuiltin = 'node:(?!(http|https|http2|net|tls|dgram|dns)\\b)'
const zod = 'zod/mini$'

const pageImports = [
  ownFolder,
  '(\\.\\./){1,2}(app|store|ui|forms|a11y|screens|styles|words)/',
  '\\.\\./(accounts|owners-only|recovery-key|restore|session|shortcuts)/[A-Za-z-]+$',
  contract,
  '(\\.\\./)+copy/',
  'react$|react/|react-dom($|/)|react-intl$|zustand',
  '@zxcvbn-ts/',
  'uqr$',
  'lucide-react$',
]

/**
 * A path of the project, from a folder at any depth.
 * @param {string} path
 */
const fromProject = (path) => `(\\.\\./)+${path}$`

/** @type {readonly { folder: string, files: string[], allowed: string[], why: string }[]} */
export const folders = [
  {
    folder: 'main/auth',
    files: ['main/auth/**'],
    allowed: [ownFolder, nodeBuiltin, 'bcryptjs$', '@zxcvbn-ts/', 'otpauth$', contract],
    why: 'main/auth/ holds the rules: no Electron, no SQL, no calls. Its dependencies are injected.',
  },
  {
    folder: 'main/secrets',
    files: ['main/secrets/**'],
    allowed: [ownFolder, nodeBuiltin, '\\.\\./auth/', contract],
    why: 'main/secrets/ encrypts what only this computer may decrypt. It may import auth/: no Electron, no SQL.',
  },
  {
    folder: 'main/keys',
    files: ['main/keys/**'],
    allowed: [ownFolder, nodeBuiltin, '\\.\\./auth/', contract],
    why: 'main/keys/ encrypts what is private to a person. It may import auth/: no Electron, no SQL, no key store.',
  },
  {
    folder: 'main/session',
    files: ['main/session/**'],
    allowed: [
      ownFolder,
      nodeBuiltin,
      '\\.\\./(auth|keys|secrets)/',
      '\\.\\./(atomic-write-file|policy|once)$',
      contract,
    ],
    why: 'main/session/ holds the session of the window and its limits. It may import auth/, keys/ and secrets/: no calls, no SQL.',
  },
  {
    folder: 'main/database',
    files: ['main/database/**'],
    allowed: [
      ownFolder,
      nodeBuiltin,
      'sql\\.js$',
      '\\.\\./(engine|tables|transfer|worker)/',
      '\\.\\./api$',
      contract,
      fromProject('auth/(user|attempt-throttle|two-factor)'),
    ],
    why: 'main/database/ holds all SQL. It may import sql.js, Node and the types of what it stores.',
  },
  {
    folder: 'main/calls',
    files: ['main/calls/**'],
    allowed: [
      ownFolder,
      nodeBuiltin,
      zod,
      contract,
      fromProject('(auth|database|keys|session|secrets|account|password|steps|two-factor)/[a-z-/]+'),
      fromProject('(access|call|outcome|handler)'),
      fromProject('policy'),
      fromProject('copy/product'),
    ],
    why: 'main/calls/ runs without Electron. It may import the rules, the tables, the secrets and the session.',
  },
  {
    folder: 'main/backup and main/import',
    files: ['main/backup/**', 'main/import/**', 'main/transfer.ts'],
    allowed: [
      ownFolder,
      nodeBuiltin,
      'age-encryption$',
      contract,
      '\\.{1,2}/(auth|calls|database|backup|import|session)/',
      '\\.{1,2}/(atomic-write-file|policy)$',
    ],
    why: 'Backup and import run without Electron. They may import the calls and the tables; dialogs are injected.',
  },
  {
    folder: 'main/desktop',
    files: ['main/desktop/**'],
    allowed: [
      ownFolder,
      nodeBuiltin,
      zod,
      'electron$',
      contract,
      fromProject('copy/[a-z-.]+'),
      fromProject('package\\.json'),
      fromProject('(window|menu|security|files|settings|lifecycle|calls)/[a-z0-9-]+'),
      fromProject('(auth|calls|database|session|secrets)/[a-z-/]+'),
      fromProject('(atomic-write-file|open-accounts|transfer|policy|ipc|desktop)'),
    ],
    why: 'main/desktop/ holds all Electron code except the entry points. It may not import main/app.ts.',
  },
  {
    folder: 'main, entry points',
    files: ['main/index.ts', 'main/app.ts', 'main/ipc.ts'],
    allowed: ['\\./', nodeBuiltin, contract, 'electron$', '.*[?](asset|nodeWorker)$', '\\.\\./package\\.json$'],
    why: 'main/index.ts and main/app.ts may import all of main/, but not the screens.',
  },
  {
    folder: 'main, without Electron',
    files: ['main/open-accounts.ts', 'main/headless.ts', 'main/once.ts', 'main/policy.ts'],
    allowed: [
      '\\./(auth|calls|database|keys|session|secrets|backup|import)/',
      '\\./(open-accounts|transfer|once|policy)$',
      nodeBuiltin,
      '\\.\\./package\\.json$',
      contract,
    ],
    why: 'main/open-accounts.ts opens everything that does not need Electron.',
  },
  {
    folder: 'main, files',
    files: ['main/atomic-write-file.ts'],
    allowed: [nodeBuiltin],
    why: 'main/atomic-write-file.ts is below every folder that writes files: it may import Node only.',
  },
  {
    folder: 'preload, contract',
    files: ['preload/*.ts'],
    allowed: [zod, '\\./(call-shape|contract|desktop|errors|text)$'],
    why: 'Main and the renderer share the contract: schemas and types only.',
  },
  {
    folder: 'preload, index',
    files: ['preload/index.ts'],
    allowed: ['electron$', '\\./(contract|desktop|errors|events)$'],
    why: 'preload/index.ts may import electron and the types of the contract.',
  },
  {
    folder: 'copy',
    files: ['copy/**'],
    allowed: [ownFolder, contract],
    why: 'copy/ holds the texts that main and the renderer share.',
  },
  {
    folder: 'renderer',
    files: ['renderer/**'],
    allowed: pageImports,
    why: 'The renderer is a web page. It may import the contract, the copy and page libraries: no Node, no Electron.',
  },
  {
    folder: 'renderer/app, App',
    files: ['renderer/app/App.tsx'],
    allowed: [...pageImports, '\\.\\./explorer/Explorer$'],
    why: 'Only App loads the explorer, behind a build constant, so that it does not ship.',
  },
  {
    folder: 'renderer/ui',
    files: ['renderer/ui/**'],
    allowed: [ownFolder, '\\.\\./app/(intl|formats|use-secret-export)$', '\\.\\./(a11y|forms)/', contract, 'react$'],
    why: 'renderer/ui/ imports no store and no call: it gets its data as props.',
  },
  {
    folder: 'renderer/explorer',
    files: ['renderer/explorer/**'],
    allowed: [
      ownFolder,
      zod,
      contract,
      '(\\.\\./)+preload/reference$',
      '\\.\\./(app|ui|forms|a11y)/',
      'react$|react-intl$',
    ],
    why: 'The explorer may import the contract, its reference and the shared components.',
  },
]

/**
 * The allow-list as ESLint configurations.
 * @type {import('eslint').Linter.Config[]}
 */
export const importRules = folders.map(({ files, allowed, why }) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ regex: `^(?!(${allowed.join('|')}))`, message: why }] }],
    // The rule above does not check `import()`.
    'no-restricted-syntax': [
      'error',
      {
        selector: `ImportExpression > Literal[value=/^(?!(${allowed.join('|').replaceAll('/', '\\/')}))/]`,
        message: why,
      },
      { selector: 'ImportExpression > :not(Literal).source', message: 'The path of an import must be a literal.' },
    ],
  },
}))
