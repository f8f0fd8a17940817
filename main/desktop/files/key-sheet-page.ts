import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import type { Outcome } from '../../../preload/errors'
import { ok } from '../../calls/outcome'
import type { PrintResult } from './printing'
import { keySheetText } from './recovery-key-file'
import type { Translate } from '../settings/i18n'

export type PrintDeps = { translate: Translate; today: () => string; print: (html: string) => Promise<PrintResult> }

/** Prints the recovery key through the system's dialog. Null if the user cancels. */
export function printRecoveryKey(
  deps: PrintDeps,
  sheet: DesktopInput<'printRecoveryKey'>,
): Promise<DesktopOutcome<'printRecoveryKey'>> {
  return printSheet(deps, keySheetText(deps, sheet))
}

/** Prints a sheet. Null if the user cancels. */
export async function printSheet(
  { print, translate }: PrintDeps,
  text: string,
): Promise<Outcome<{ printed: true } | null, never>> {
  const result = await print(keySheetPage(text, translate))
  return ok(result === 'printed' ? { printed: true } : null)
}

/** A printed sheet: the lines of the saved file, in large type, with space for a note. */
export function keySheetPage(text: string, translate: Translate): string {
  const [title = '', ...lines] = text.trimEnd().split('\n').map(escapeHtml)
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<title>${title}</title>
<style>
  @page { margin: 25mm }
  body { font: 13pt/1.6 system-ui, sans-serif; color: #000; background: #fff; overflow-wrap: anywhere }
  h1 { font-size: 18pt }
  p:nth-of-type(2) { font-size: 15pt; font-weight: 600 }
  footer { margin-top: 15mm; border-bottom: 1px solid #000; padding-bottom: 12mm }
</style>
</head>
<body>
<h1>${title}</h1>
${lines.map((line) => `<p>${line}</p>`).join('\n')}
<footer>${escapeHtml(translate('print.note'))}</footer>
</body>
</html>
`
}

/** Escapes HTML: an email may contain markup characters. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
