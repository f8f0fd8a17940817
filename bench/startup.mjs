/**
 * Measures the time until Latchkey's window is usable and the memory of all its processes, against
 * an Electron window with one line of text. The two alternate, so that a slow period of the machine
 * affects both.
 * Usage, after a build: node scripts/with-electron.mjs node bench/startup.mjs [rounds]
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const rounds = Number(process.argv[2] ?? 7)
const electron = createRequire(import.meta.url)('electron')
/** The time a page gets to settle before its memory is measured. */
const settleMs = 1500

/** Shared by all rounds: every counted start finds existing data, as on any day but the first. */
const folders = { bare: freshFolder(), latchkey: freshFolder() }

/** @typedef {{ usableMs: number, rssMiB: number, pssMiB: number, processes: number }} Sample */

/** @type {Record<'bare' | 'latchkey', Sample[]>} */
const samples = { bare: [], latchkey: [] }
for (let round = 0; round <= rounds; round++) {
  /** @type {('bare' | 'latchkey')[]} */
  const turns = round % 2 ? ['bare', 'latchkey'] : ['latchkey', 'bare']
  for (const contender of turns) {
    const sample = await measure(contender)
    // The first round creates the data and warms the file cache; it is not counted.
    if (round > 0) samples[contender].push(sample)
  }
}
report()
for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true })

function freshFolder() {
  return mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
}

/**
 * @param {'bare' | 'latchkey'} contender
 * @returns {Promise<Sample>}
 */
async function measure(contender) {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const args = [
    join(import.meta.dirname, 'startup-window.mjs'),
    contender,
    `--user-data-dir=${folders[contender]}`,
    ...root,
  ]
  const env = { ...process.env, BENCH_STARTED: String(Date.now()) }
  const child = spawn(electron, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  try {
    const usableMs = await new Promise((resolve, reject) => {
      child.stdout.on('data', (chunk) => resolve(Number(String(chunk).replace('usable ', ''))))
      child.once('exit', () => reject(new Error(`${contender} ended before its window could be used`)))
    })
    await new Promise((resolve) => setTimeout(resolve, settleMs))
    return { usableMs, ...memory(child.pid ?? 0) }
  } finally {
    child.kill('SIGTERM')
    await exited
  }
}

/**
 * The memory of a process and its descendants. PSS counts a shared page once.
 * @param {number} pid
 */
function memory(pid) {
  const pids = descendants(pid)
  const sum = (/** @type {string} */ field) =>
    pids.reduce((total, each) => total + kibibytes(`/proc/${each}/smaps_rollup`, field), 0) / 1024
  return { rssMiB: sum('Rss'), pssMiB: sum('Pss'), processes: pids.length }
}

/**
 * @param {number} pid
 * @returns {number[]}
 */
function descendants(pid) {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const children = all.filter((each) => parentOf(each) === pid)
  return [pid, ...children.flatMap((child) => descendants(Number(child)))]
}

/** @param {string} pid */
function parentOf(pid) {
  try {
    // The name in parentheses may contain anything; state and parent follow it.
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return Number(parent)
  } catch {
    return -1
  }
}

/**
 * @param {string} file
 * @param {string} field
 */
function kibibytes(file, field) {
  try {
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

function report() {
  /** @param {keyof Sample} field */
  const line = (field) => {
    const [bare, ours] = [median(samples.bare, field), median(samples.latchkey, field)]
    return [field, bare.toFixed(0), ours.toFixed(0), `${(ours / bare).toFixed(2)}×`]
  }
  const rows = [
    ['', 'bare', 'Latchkey', ''],
    ...['usableMs', 'rssMiB', 'pssMiB', 'processes'].map((field) => line(/** @type {keyof Sample} */ (field))),
  ]
  for (const [name = '', ...values] of rows)
    console.log(name.padEnd(12) + values.map((value) => value.padStart(10)).join(''))
  console.log(
    `medians of ${rounds}, taking turns; Electron ${readFileSync(join(electron, '../version'), 'utf8').trim()}`,
  )
}

/**
 * @param {Sample[]} list
 * @param {keyof Sample} field
 */
function median(list, field) {
  const sorted = list.map((sample) => sample[field]).sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = 0, high = low] = sorted.length % 2 ? [sorted[middle]] : [sorted[middle - 1], sorted[middle]]
  return (low + high) / 2
}
