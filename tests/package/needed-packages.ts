import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../scripts/package/trial/commands.mjs'

/** Debian 13 and Ubuntu 24.04 call `libgtk-3-0` `libgtk-3-0t64`. */
export const withoutT64 = (name: string) => name.replace(/t64$/, '')

/**
 * The Debian packages, without the suffix `t64`, of all libraries that the programs and libraries
 * of a folder are linked to.
 */
export function neededPackages(folder: string): string[] {
  const programs = readdirSync(folder).filter((name) =>
    /^(latchkey|chrome-sandbox|chrome_.*_handler|lib.*\.so.*)$/.test(name),
  )
  const linked = programs.flatMap((name) =>
    [...run('readelf', ['--dynamic', '--wide', join(folder, name)]).matchAll(/\(NEEDED\).*\[(.+)\]/g)].map(
      (match) => match[1] ?? '',
    ),
  )
  const foreign = [...new Set(linked)].filter((library) => !existsSync(join(folder, library)))
  return [...new Set(foreign.map(packageOf))].sort()
}

/**
 * dpkg lists some libraries under /lib and others under /usr/lib, regardless of which one is the
 * link.
 */
function packageOf(library: string): string {
  const owners = run('dpkg-query', ['--search', `*/${library}`])
  const line = owners.split('\n').find((each) => new RegExp(`^\\S+: (/usr)?/lib(64|/x86_64-linux-gnu)/`).test(each))
  return withoutT64(line?.split(':')[0] ?? `no package: ${library}`)
}
