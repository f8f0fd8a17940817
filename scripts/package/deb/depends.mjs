/**
 * The packages of exactly the libraries that Electron's executables link to (checked by
 * tests/package/contents.spec.ts). Debian 13 and Ubuntu 24.04 renamed those with a 64-bit time_t.
 */
export const debDepends = [
  ...['libasound2', 'libatk-bridge2.0-0', 'libatk1.0-0', 'libatspi2.0-0', 'libcups2', 'libglib2.0-0', 'libgtk-3-0'].map(
    (name) => `${name} | ${name}t64`,
  ),
  'libc6',
  'libcairo2',
  'libdbus-1-3',
  'libdrm2',
  'libexpat1',
  'libgbm1',
  'libgcc-s1',
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libudev1',
  'libx11-6',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
]

/** Optional at run time: the client of the key store, and xdg-open for opening a folder. */
export const debRecommends = ['libsecret-1-0', 'xdg-utils']
