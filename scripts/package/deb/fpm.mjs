#!/usr/bin/env node
/**
 * Stands in for fpm when electron-builder makes the .deb (CUSTOM_FPM_PATH): it takes fpm's command line and calls
 * Debian's own dpkg-deb. The same on every machine: fpm itself is a download of 50 MB that some can't reach, and would
 * make another package than the one that is tested.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readOrder } from './arguments.mjs'
import { makeDeb } from './make-deb.mjs'

const staging = await mkdtemp(join(tmpdir(), 'latchkey-deb-'))
try {
  await makeDeb(readOrder(process.argv.slice(2)), staging)
} finally {
  await rm(staging, { recursive: true, force: true })
}
