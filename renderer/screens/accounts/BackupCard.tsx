import { useEffect, useState } from 'react'
import type { DesktopOutput } from '../../../preload/desktop'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { useActions, useAuth, useDesktop } from '../../app/store-context'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Card } from '../../ui/Card'

/** Opens the dialogs of backup, restore and import, which the menu bar opens too. */
export function BackupCard() {
  const text = useText()
  const { dateTime } = useFormats()
  const { showBackUp, showRestore, showImport } = useActions()
  const backups = useAutomaticBackups()
  const newest = backups?.[0]
  return (
    <Card title={text('acc.backup.h2')}>
      {backups && (
        <p>{newest ? text('acc.backup.last', { date: dateTime(newest.madeAt) }) : text('restore.auto.none')}</p>
      )}
      <ButtonRow>
        <Button aria-haspopup="dialog" onClick={showBackUp}>
          {text('acc.backup.go')}
        </Button>
        <Button aria-haspopup="dialog" onClick={() => showRestore()}>
          {text('welcome.restore')}
        </Button>
        <Button aria-haspopup="dialog" onClick={showImport}>
          {text('acc.backup.import')}
        </Button>
      </ButtonRow>
    </Card>
  )
}

/** Null until they are known. The dialog of the restore reports an error of this call. */
function useAutomaticBackups() {
  const desktop = useDesktop()
  const dialog = useAuth((state) => state.dialog)
  const [backups, setBackups] = useState<DesktopOutput<'automaticBackups'> | null>(null)
  useEffect(() => {
    let isCurrent = true
    void desktop.automaticBackups().then((answer) => {
      if (isCurrent && answer.ok) setBackups(answer.value)
    })
    return () => {
      isCurrent = false
    }
  }, [desktop, dialog])
  return backups
}
