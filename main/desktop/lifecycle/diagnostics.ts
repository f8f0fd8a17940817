import { product } from '../../../copy/product'
import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import { ok, err } from '../../calls/outcome'

export type Versions = { app: string; electron: string; chromium: string; node: string; development: boolean }
export type Diagnostics = {
  versions: Versions
  system: string
  language: string
  dataFolder: string
  homeFolder: string
  storeProblem: string | null
}
export type DiagnosticsDeps = { collectDiagnostics: () => Diagnostics; writeClipboard: (text: string) => void }

/** Matches our error codes and references. Emails, keys and most passwords do not match. */
const codeOrReference = /^[A-Za-z][A-Za-z/]{0,31}$|^[0-9a-f-]{4,36}$/

/** Copies the details that support asks for. They never contain a secret or an email. */
export function copyDiagnostics(
  deps: DiagnosticsDeps,
  input: DesktopInput<'copyDiagnostics'>,
): DesktopOutcome<'copyDiagnostics'> {
  for (const field of ['code', 'reference'] as const) {
    const value = input[field]
    if (value !== undefined && !codeOrReference.test(value))
      return err({ code: 'invalidInput', fields: { [field]: 'malformed' } })
  }
  deps.writeClipboard(diagnosticsText(deps.collectDiagnostics(), input))
  return ok(null)
}

/** Versions, system, data folder with the home folder shortened, and the error. */
export function diagnosticsText(
  diagnostics: Diagnostics,
  { code, reference }: DesktopInput<'copyDiagnostics'>,
): string {
  const { app, electron, chromium, node, development } = diagnostics.versions
  const lines = [
    `${product} ${app}${development ? ', development build' : ''}`,
    `Electron ${electron}, Chromium ${chromium}, Node ${node}`,
    `System: ${diagnostics.system}`,
    `Language: ${diagnostics.language}`,
    `Data folder: ${shortenHome(diagnostics.dataFolder, diagnostics.homeFolder)}`,
    `Account store: ${diagnostics.storeProblem ?? 'open'}`,
    ...(code === undefined ? [] : [`Error code: ${code}`]),
    ...(reference === undefined ? [] : [`Reference: ${reference}`]),
  ]
  return lines.join('\n')
}

/** Replaces the home folder with `~`: its name is usually the user's. */
function shortenHome(path: string, home: string): string {
  return home !== '' && path.startsWith(home) ? `~${path.slice(home.length)}` : path
}
