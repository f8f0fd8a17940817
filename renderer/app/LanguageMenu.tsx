import { useText, type Language } from './intl'
import { useActions, useAuth } from './store-context'
import styles from './LanguageMenu.module.css'
import { Select } from '../forms/Select'

const languages: readonly Language[] = ['en', 'fr']

/** Names each language in itself, so that people find theirs whatever the current one is. */
export function LanguageMenu() {
  const text = useText()
  const language = useAuth((state) => state.settings.resolvedLanguage)
  const { changeSettings } = useActions()
  return (
    <label className={styles['menu']}>
      <span className={styles['label']}>{text('shell.language')}</span>
      <Select
        name="language"
        value={language}
        onChange={(event) => {
          const chosen = languages.find((code) => code === event.target.value)
          if (chosen) void changeSettings({ language: chosen })
        }}
      >
        {languages.map((code) => (
          <option key={code} value={code} lang={code}>
            {text(`shell.language.${code}`)}
          </option>
        ))}
      </Select>
    </label>
  )
}
