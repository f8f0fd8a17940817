import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const contract = resolve('preload/contract.ts')
const screen = resolve('renderer/screens/session/DeleteAccount.tsx')

/** The compile errors of the screen, with this text as the contract. */
function compileErrors(text: string): string[] {
  const read = (file: string) => readFileSync(file, 'utf8')
  const { config } = ts.readConfigFile('renderer/tsconfig.json', read) as { config: unknown }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, 'renderer')
  const host = ts.createCompilerHost(options)
  const readFromDisk = host.readFile.bind(host)
  host.readFile = (file) => (resolve(file) === contract ? text : readFromDisk(file))
  const program = ts.createProgram([screen, resolve('renderer/window.d.ts')], { ...options, incremental: false }, host)
  const diagnostics = ts.getPreEmitDiagnostics(program, program.getSourceFile(screen))
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

test('a screen without a text for an error of its call does not compile', () => {
  const text = readFileSync(contract, 'utf8')
  expect(compileErrors(text)).toEqual([])
  const at = text.indexOf("errors: ['wrongCredentials'", text.indexOf('  deleteAccount: {'))
  const changed = `${text.slice(0, at)}${text.slice(at).replace('errors: [', "errors: ['notSealed', ")}`
  expect(changed).not.toBe(text)
  expect(compileErrors(changed).join()).toContain('notSealed')
})
