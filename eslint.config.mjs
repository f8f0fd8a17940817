import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

/**
 * The import rules: who may see whom. Each room lists what it must not reach, so that the direction of the arrows
 * is an error at lint time, not a habit.
 * @param {string[]} files
 * @param {{ regex: string, message: string }[]} patterns
 * @param {string[]} [ignores]
 * @returns {import('eslint').Linter.Config}
 */
const room = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
})

const network = {
  regex: '^(node:)?(http|https|http2|net|tls|dgram|dns)(/.*)?$|^undici$',
  message: 'Latchkey makes no network request.',
}
const electron = { regex: '^electron($|/)', message: 'Only main/index.ts, main/ipc.ts and main/shell/ know Electron.' }
const renderer = { regex: '^(\\.\\./)+renderer/', message: 'The trusted side never imports the screens.' }
const sql = { regex: '^sql\\.js(?!/dist/.*[?]asset$)', message: 'Only main/database/ knows sql.js.' }
const database = { regex: '(^|/)database/', message: 'main/auth/ sees what it needs as types in its dependencies.' }

export default defineConfig(
  globalIgnores(['out/', 'out-test/', 'dist/', 'artifacts/', 'bench/node_modules/']),
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
  { files: ['renderer/**', 'tests/screens/**'], extends: [reactHooks.configs.flat.recommended] },
  { files: ['main/**'], rules: { 'no-restricted-globals': ['error', { name: 'fetch', message: network.message }] } },
  room(
    ['main/**'],
    [network, electron, sql, renderer],
    ['main/index.ts', 'main/ipc.ts', 'main/shell/**', 'main/database/**', 'main/auth/**'],
  ),
  room(['main/index.ts', 'main/ipc.ts', 'main/shell/**'], [network, sql, renderer]),
  room(['main/database/**'], [network, electron, renderer]),
  room(['main/auth/**'], [network, electron, sql, renderer, database]),
  room(
    ['renderer/**'],
    [
      {
        regex:
          '^(\\.\\./)+(?!\\.\\./|preload/contract$|preload/desktop$|copy/|screens/|components/|store/|styles/|[^/]+$)',
        message: 'renderer/ imports only preload/contract, preload/desktop and copy/ from outside itself.',
      },
      { regex: '^electron($|/)|^node:', message: 'The screens are a web page: no Electron, no Node.' },
    ],
  ),
  room(
    ['preload/index.ts'],
    [
      {
        regex: '^(?!electron$|\\./contract$|\\./desktop$)',
        message: 'preload/index imports electron and types of the contract.',
      },
    ],
  ),
)
