import { useText, type Language } from './intl'
import { useActions, useAuth } from './store-context'
import styles from './LanguageMenu.module.css'
import { Select } from '../forms/Select'

const languages: readonly Language[] = ['en', 'fr']

/** Each language by its own name, so that whoever cannot read this one finds theirs. */
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
          const chosen = languages.find((one) => one === event.target.value)
          if (chosen) void changeSettings({ language: chosen })
        }}
      >
        {languages.map((one) => (
          <option key={one} value={one} lang={one}>
            {text(`shell.language.${one}`)}
          </option>
        ))}
      </Select>
    </label>
  )
}
