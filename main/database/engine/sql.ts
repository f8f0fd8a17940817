import initSqlJs from 'sql.js'
import type { SqlJsStatic } from 'sql.js'

export type Sql = SqlJsStatic

/** SQLite as WebAssembly, from the bytes of `sql-wasm.wasm`: no path is guessed, so the same code runs in dev and from an asar. */
export function loadSql(wasm: Uint8Array): Promise<Sql> {
  return initSqlJs({ wasmBinary: new Uint8Array(wasm).buffer })
}
