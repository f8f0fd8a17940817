import { product } from '../../../copy/product'
import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import { ok, err } from '../../calls/outcome'

export type Versions = { app: string; electron: string; chromium: string; node: string; development: boolean }
export type Diagnosed = {
  versions: Versions
  system: string
  language: string
  dataFolder: string
  homeFolder: string
  storeProblem: string | null
}
export type DiagnosticsDeps = { diagnosed: () => Diagnosed; writeClipboard: (text: string) => void }

/** Codes and references are words of ours; an email, a key or a password is not one. */
const ourWord = /^[A-Za-z][A-Za-z/]{0,31}$|^[0-9a-f-]{4,36}$/

/** Puts what a helper asks for on the clipboard: never a secret, never an email. */
export function copyDiagnostics(
  deps: DiagnosticsDeps,
  input: DesktopInput<'copyDiagnostics'>,
): DesktopOutcome<'copyDiagnostics'> {
  for (const field of ['code', 'reference'] as const) {
    const word = input[field]
    if (word !== undefined && !ourWord.test(word))
      return err({ code: 'invalidInput', fields: { [field]: 'malformed' } })
  }
  deps.writeClipboard(diagnosticsText(deps.diagnosed(), input))
  return ok(null)
}

/** Versions, system, where the data lies with the person's own folder shortened, and what went wrong. */
export function diagnosticsText(diagnosed: Diagnosed, { code, reference }: DesktopInput<'copyDiagnostics'>): string {
  const { app, electron, chromium, node, development } = diagnosed.versions
  const lines = [
    `${product} ${app}${development ? ', development build' : ''}`,
    `Electron ${electron}, Chromium ${chromium}, Node ${node}`,
    `System: ${diagnosed.system}`,
    `Language: ${diagnosed.language}`,
    `Data folder: ${shortened(diagnosed.dataFolder, diagnosed.homeFolder)}`,
    `Account store: ${diagnosed.storeProblem ?? 'open'}`,
    ...(code === undefined ? [] : [`Error code: ${code}`]),
    ...(reference === undefined ? [] : [`Reference: ${reference}`]),
  ]
  return lines.join('\n')
}

/** A home folder is named after its owner. */
function shortened(path: string, home: string): string {
  return home !== '' && path.startsWith(home) ? `~${path.slice(home.length)}` : path
}
