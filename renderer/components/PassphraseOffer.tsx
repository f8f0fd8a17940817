import { useId, useState } from 'react'
import { useText } from '../intl'
import { suggestPassphrase } from '../passphrase'
import { useAuth } from '../store-context'
import { useAnnounce } from './Announcer'
import { Button } from './Button'
import { ButtonRow } from './ButtonRow'
import styles from './PassphraseOffer.module.css'

/** Words for whoever has no idea for a password. They stay readable until the form is sent, to be written down. */
export function PassphraseOffer({ onUse }: { onUse: (passphrase: string) => void }) {
  const text = useText()
  const { polite } = useAnnounce()
  const language = useAuth(({ settings }) => settings.resolvedLanguage)
  const [words, setWords] = useState<string | null>(null)
  const block = useId()

  const suggest = async () => {
    const suggested = await suggestPassphrase(language)
    setWords(suggested)
    polite(`${text('passphrase.label')}: ${suggested}`)
  }
  const use = () => {
    if (words === null) return
    onUse(words)
    polite(text('passphrase.used'))
  }

  return (
    <div className={styles['offer']}>
      <Button
        variant="link"
        aria-expanded={words !== null}
        aria-controls={block}
        onClick={() => (words === null ? void suggest() : setWords(null))}
      >
        {text('passphrase.offer')}
      </Button>
      <div id={block} hidden={words === null} className={styles['block']}>
        <p>{text('passphrase.lead')}</p>
        <p
          className={styles['words']}
          role="group"
          aria-label={text('passphrase.label')}
          lang={language}
          translate="no"
        >
          {words}
        </p>
        <ButtonRow>
          <Button onClick={use}>{text('passphrase.use')}</Button>
          <Button variant="link" onClick={() => void suggest()}>
            {text('passphrase.another')}
          </Button>
        </ButtonRow>
      </div>
    </div>
  )
}
