import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import { ok } from '../../calls/outcome'
import type { Printed } from './printing'
import { keySheetText } from './recovery-key-file'
import type { Translate } from '../settings/i18n'

export type PrintDeps = { translate: Translate; today: () => string; print: (html: string) => Promise<Printed> }

/** Prints the sheet through the system's dialog. Null when the person changed their mind. */
export async function printRecoveryKey(
  deps: PrintDeps,
  sheet: DesktopInput<'printRecoveryKey'>,
): Promise<DesktopOutcome<'printRecoveryKey'>> {
  const result = await deps.print(keySheetPage(keySheetText(deps, sheet), deps.translate))
  return ok(result === 'printed' ? { printed: true } : null)
}

/** The key sheet as a page for the printer: the lines of the file, large enough to copy off, and room for a note. */
export function keySheetPage(text: string, translate: Translate): string {
  const [title = '', ...lines] = text.trimEnd().split('\n').map(escaped)
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<title>${escaped(translate('print.title'))}</title>
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
<footer>${escaped(translate('print.note'))}</footer>
</body>
</html>
`
}

/** Text as text: an email may hold any character that markup uses. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
