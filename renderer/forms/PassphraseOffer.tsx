import { useId, useState } from 'react'
import { useText, type Language } from '../app/intl'
import { suggestPassphrase } from './passphrase'
import { useAuth } from '../app/store-context'
import { useAnnounce } from '../a11y/Announcer'
import { Button } from '../ui/Button'
import { ButtonRow } from '../ui/ButtonRow'
import styles from './PassphraseOffer.module.css'

/** Suggests a passphrase and shows it until the form is sent, so that it can be written down. */
export function PassphraseOffer({ onUse }: { onUse: (passphrase: string) => void }) {
  const text = useText()
  const { polite } = useAnnounce()
  const language = useAuth(({ settings }) => settings.resolvedLanguage)
  const [offer, setOffer] = useState<{ words: string; language: Language } | null>(null)
  const panelId = useId()

  const suggest = async () => {
    const words = await suggestPassphrase(language)
    setOffer({ words, language })
    polite(`${text('passphrase.label')}: ${words}`)
  }
  const use = () => {
    if (!offer) return
    onUse(offer.words)
    polite(text('passphrase.used'))
  }

  return (
    <>
      <Button
        variant="link"
        className={styles['offer']}
        aria-expanded={offer !== null}
        aria-controls={panelId}
        onClick={() => (offer ? setOffer(null) : void suggest())}
      >
        {text('passphrase.offer')}
      </Button>
      <div id={panelId} hidden={!offer} className={styles['block']}>
        <p>{text('passphrase.lead')}</p>
        <p
          className={styles['words']}
          role="group"
          aria-label={text('passphrase.label')}
          lang={offer?.language}
          translate="no"
        >
          {offer?.words}
        </p>
        <ButtonRow>
          <Button onClick={use}>{text('passphrase.use')}</Button>
          <Button onClick={() => void suggest()}>{text('passphrase.another')}</Button>
        </ButtonRow>
      </div>
    </>
  )
}
