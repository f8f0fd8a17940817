import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { benchCommit } from './commit'
import { benchHash } from './hash'
import { benchLookup } from './lookup'
import type { Row } from './measure'
import { benchOracle } from './oracle'
import { benchMemory, printResidentMemory } from './memory'
import { benchOpen } from './open'
import { benchResponsiveness } from './responsiveness'
import { benchPage } from './page'
import { createFolders, fill } from './stores'
import { printTable, printTargets } from './table'

/**
 * npm run bench -- [--json FILE] [--accounts 10,1000] [--only PART] [--quick], where PART is one of
 * store, page, responsiveness, hash and oracle.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    accounts: { type: 'string', default: '10,1000,10000,100000' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    resident: { type: 'boolean', default: false },
  },
})

if (values.resident) await printResidentMemory(positionals[0] ?? '', positionals[1] ?? '', Number(positionals[2]))
const many = values.quick ? 60 : 600
const few = values.quick ? 3 : 9
const sizes = values.accounts.split(',').map(Number)
const most = Math.max(...sizes)

async function benchStore(): Promise<Row[]> {
  return inFolders(async (folders) => {
    const rows: Row[] = []
    for (const accounts of sizes) {
      const filled = folders.next()
      await fill(filled, accounts)
      rows.push(...(await benchCommit(folders.copy(filled), accounts, many)))
      rows.push(...(await benchLookup(folders.copy(filled), accounts, many / 6)))
      rows.push(...(await benchOpen(folders, filled, accounts, few)))
      rows.push(benchMemory(folders.copy(filled), accounts))
    }
    return rows
  })
}

async function inFolders(bench: (folders: ReturnType<typeof createFolders>) => Promise<Row[]>): Promise<Row[]> {
  const folders = createFolders()
  try {
    return await bench(folders)
  } finally {
    folders.remove()
  }
}

const rows: Row[] = []
const worker = resolve('node_modules/.cache/latchkey/password-worker.mjs')
const wants = (part: string) => values.only === undefined || values.only === part
if (wants('store')) rows.push(...(await benchStore()))
if (wants('page')) {
  const pages = await inFolders(async (folders) => {
    const filled = folders.next()
    await fill(filled, most)
    return benchPage(filled, most, many / 6)
  })
  rows.push(...pages)
}
if (wants('responsiveness')) {
  const rounds = values.quick ? 1 : 3
  rows.push(...(await inFolders((folders) => benchResponsiveness(folders, most, worker, rounds))))
}
if (wants('hash')) rows.push(...(await benchHash(worker, few)))
if (wants('oracle')) rows.push(...(await benchOracle(worker, values.quick ? 10 : 30)))
printTable(rows)
printTargets(rows)
if (values.json !== undefined) {
  mkdirSync(resolve(values.json, '..'), { recursive: true })
  writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`)
}
process.exit(0)
