import { join } from 'node:path'
import { runCommand } from '../run-command.mjs'

/**
 * Packs the unpacked app into a .tar.gz that needs no installation. It contains one folder, called
 * `name`. Fixed owners, order and times make it reproducible.
 * @param {{ unpacked: string, archive: string, name: string, date: Date, quick: boolean }} options
 */
export async function packPortable({ unpacked, archive, name, date, quick }) {
  const stable = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', `--mtime=@${date.getTime() / 1000}`]
  const rename = ['--mode=u=rwX,go=rX', `--transform=flags=r;s,^\\.,${name},`]
  // -n: no timestamp in the file.
  const gzip = `--use-compress-program=gzip -n -${quick ? 1 : 9}`
  await runCommand('tar', ['--create', ...stable, ...rename, gzip, '--file', archive, '--directory', unpacked, '.'], {
    cwd: join(unpacked, '..'),
  })
}
