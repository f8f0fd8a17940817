import { expect, test } from 'vitest'
import { debianChangelog } from '../../../scripts/package/changelog.mjs'
import { parseFpmArguments } from '../../../scripts/package/deb/arguments.mjs'
import { controlFile, wrap } from '../../../scripts/package/deb/control.mjs'

const commandLine = [
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libc6', '-d', 'libgtk-3-0 | libgtk-3-0t64'],
  ...['--deb-recommends', 'xdg-utils', '--deb-compression', 'xz', '--architecture', 'amd64', '--name', 'latchkey'],
  ...['--version', '1.2.3', '--maintainer', 'Us <us@example.com>', '--vendor', 'Us', '--license', 'MIT'],
  ...['--description', 'user accounts\n Register, log in.', '--category', 'utils', '--package', 'dist/x.deb'],
  ...['build/=/opt/Latchkey', 'a=b=c'],
]

test('parses the command line that electron-builder passes to fpm', () => {
  const { options, depends, recommends, entries } = parseFpmArguments(commandLine)
  expect(options.get('package')).toBe('dist/x.deb')
  expect(depends).toEqual(['libc6', 'libgtk-3-0 | libgtk-3-0t64'])
  expect(recommends).toEqual(['xdg-utils'])
  expect(entries).toEqual([
    { from: 'build/', to: '/opt/Latchkey' },
    { from: 'a', to: 'b=c' },
  ])
})

test('refuses unknown options and arguments, which could make an incomplete package', () => {
  expect(() => parseFpmArguments(['--deb-systemd', 'latchkey.service'])).toThrow('--deb-systemd')
  expect(() => parseFpmArguments(['a-file-without-a-target'])).toThrow('a-file-without-a-target')
})

test('writes a control file with a wrapped description and only fields that Debian knows', () => {
  expect(controlFile(parseFpmArguments(commandLine), 200)).toBe(
    [
      'Package: latchkey',
      'Version: 1.2.3',
      'Architecture: amd64',
      'Maintainer: Us <us@example.com>',
      'Installed-Size: 200',
      'Depends: libc6, libgtk-3-0 | libgtk-3-0t64',
      'Recommends: xdg-utils',
      'Section: utils',
      'Description: user accounts',
      ' Register, log in.',
      '',
    ].join('\n'),
  )
})

test('wraps at spaces and keeps a word whole that is longer than the line', () => {
  expect(wrap('one two three incomprehensibilities four', 9)).toEqual([
    'one two',
    'three',
    'incomprehensibilities',
    'four',
  ])
})

test("writes Debian's changelog from the newest section with items, with a development build older than its release", () => {
  const markdown =
    '# Changelog\n\n## 2.0.0\n\n## 1.0.0 (2026-01-02)\n\n- One thing\n  over two lines.\n- Another.\n\n## 0.9.0\n\n- Old.\n'
  const facts = { name: 'latchkey', version: '1.0.0-development-build', maintainer: 'Us <us@example.com>' }
  expect(debianChangelog(markdown, { ...facts, date: new Date('2026-01-02T03:04:05Z') })).toBe(
    [
      'latchkey (1.0.0~development~build) unstable; urgency=medium',
      '',
      '  * One thing over two lines.',
      '  * Another.',
      '',
      ' -- Us <us@example.com>  Fri, 02 Jan 2026 03:04:05 +0000',
      '',
    ].join('\n'),
  )
})

test('refuses a version without items in the changelog', () => {
  const facts = { name: 'latchkey', version: '1.0.0', maintainer: 'Us <us@example.com>', date: new Date(0) }
  expect(() => debianChangelog('# Changelog\n', facts)).toThrow('CHANGELOG.md')
})
