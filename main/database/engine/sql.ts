import initSqlJs from 'sql.js'
import type { SqlJsStatic } from 'sql.js'

export type Sql = SqlJsStatic

/**
 * SQLite as WebAssembly, loaded from the bytes of `sql-wasm.wasm`: sql.js resolves no path, so the
 * same code runs in development and from an asar.
 */
export function loadSql(wasm: Uint8Array): Promise<Sql> {
  return initSqlJs({ wasmBinary: new Uint8Array(wasm).buffer })
}
