import { useRef } from 'react'
import { canonicalRecoveryKey, groupRecoveryKey } from '../../../preload/text'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { useDesktop } from '../../app/store-context'
import { useScreenProtection, useSecretExport } from '../../app/use-secret-export'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { SecretExportButtons } from '../../ui/SecretExportButtons'
import { KeyBox } from '../recovery-key/KeyBox'
import type { Done, OwnerAct } from './owner-act'

type IssuedCodeDialogProps = { act: OwnerAct; code: NonNullable<Done>; onClose: () => void }

/**
 * Shows an issued code once. It starts on the code and not on a button, so that a second Enter does
 * not close it.
 */
export function IssuedCodeDialog({ act, code: { issuedCode, expiresAt }, onClose }: IssuedCodeDialogProps) {
  const text = useText()
  const { dateTime } = useFormats()
  const desktop = useDesktop()
  const box = useRef<HTMLOutputElement>(null)
  const shown = groupRecoveryKey(canonicalRecoveryKey(issuedCode))
  const account = 'account' in act ? act.account : null
  const sheet = { email: account && account.email, issuedCode: shown, expiresAt }
  const secretExport = useSecretExport({
    copy: () => desktop.copyRecoveryKey({ recoveryKey: shown }),
    save: () => desktop.saveIssuedCode(sheet),
    print: () => desktop.printIssuedCode(sheet),
    copied: { hiddenFromHistory: 'acc.code.copied', inHistory: 'acc.code.copied.history' },
  })
  useScreenProtection()
  return (
    <Dialog
      title={account ? text('acc.code.reset', { email: account.email }) : text('acc.code.invite')}
      onCancel={onClose}
      initialFocus={box}
    >
      <KeyBox
        title={text('acc.code.label')}
        recoveryKey={issuedCode}
        onCopy={() => void secretExport.copy()}
        ref={box}
      />
      <p>
        {account ? text('acc.code.reset.give', { name: account.displayName }) : text('acc.code.invite.give')}{' '}
        {text('acc.code.until', { date: dateTime(expiresAt) })}
      </p>
      <SecretExportButtons secretExport={secretExport}>
        <Button variant="primary" onClick={onClose}>
          {text('shell.close')}
        </Button>
      </SecretExportButtons>
    </Dialog>
  )
}
