#!/usr/bin/env node
/**
 * Replaces fpm when electron-builder makes the .deb (CUSTOM_FPM_PATH): accepts fpm's command line
 * and calls Debian's dpkg-deb. fpm is a download of 50 MB that some machines cannot reach, and it
 * would make a different package from the tested one.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseFpmArguments } from './arguments.mjs'
import { makeDeb } from './make-deb.mjs'

const staging = await mkdtemp(join(tmpdir(), 'latchkey-deb-'))
try {
  await makeDeb(parseFpmArguments(process.argv.slice(2)), staging)
} finally {
  await rm(staging, { recursive: true, force: true })
}
