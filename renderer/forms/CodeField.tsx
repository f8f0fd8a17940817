import { useText } from '../app/intl'
import { TextField } from './TextField'
import type { SecondStep } from './use-second-step'
import type { Field } from './use-form'

/** Accepts authenticator codes and backup codes, so that people need not choose the kind first. */
export function CodeField({ field, backupCodesOnly }: { field: Field } & SecondStep) {
  const text = useText()
  return (
    <TextField
      field={field}
      label={text(backupCodesOnly ? 'code.backup' : 'code.label')}
      hint={text(backupCodesOnly ? 'code.backup.hint' : 'code.hint')}
      autoComplete="one-time-code"
      autoCapitalize="characters"
      inputMode={backupCodesOnly ? 'text' : 'numeric'}
      mono
      autoFocus
    />
  )
}
