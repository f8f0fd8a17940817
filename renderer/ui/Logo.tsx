import styles from './Logo.module.css'

/** The symbol of the app icon, in the colours of the theme. */
export function Logo({ size = 'small' }: { size?: 'small' | 'large' }) {
  return (
    <svg className={[styles['mark'], styles[size]].join(' ')} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <rect className={styles['plate']} width="64" height="64" rx="14" />
      <path
        className={styles['key']}
        fillRule="evenodd"
        d="M32 8a14 14 0 0 1 4 27.4V44h8v4h-8v4h8v4H28V35.4A14 14 0 0 1 32 8Zm0 8a6 6 0 1 0 0 12 6 6 0 0 0 0-12Z"
      />
    </svg>
  )
}
