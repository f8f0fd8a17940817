import type { Registration } from '../../../preload/contract'
import type { Database } from '../api'

/** Who may register. */
export type RegistrationStore = {
  mode(): Registration
  setMode(mode: Registration): void
}

export function createRegistration(database: Database): RegistrationStore {
  return {
    mode: () => (database.get('SELECT mode FROM registration')?.[0] === 'closed' ? 'closed' : 'open'),
    setMode: (mode) =>
      database.transaction(() => {
        database.run('DELETE FROM registration')
        database.run('INSERT INTO registration (mode) VALUES (?)', [mode])
      }),
  }
}
