import { register } from 'node:module'

/** Loaded with `--import`: the built main process gets the double for its `electron`. */
register('./resolve-electron.mjs', import.meta.url)
