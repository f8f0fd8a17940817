import type { IdleWarning, SessionEnded } from './contract'
import type { MenuCommand, Progress, Settings } from './desktop'

/** What main tells the page without being asked, and what it says: both ends name their channel from here. */
export type Messages = {
  'auth:sessionEnded': SessionEnded
  'auth:idleWarning': IdleWarning
  'desktop:clipboardCleared': undefined
  'desktop:settingsChanged': Settings
  'desktop:command': MenuCommand
  'desktop:progress': Progress
}

/** On this channel the page names each channel of `Messages` that it begins to listen to. */
export const listeningChannel = 'page:listening'
