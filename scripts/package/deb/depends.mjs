/**
 * The packages of the libraries that Electron's executables are linked to, no more: tests/package compares them.
 * Debian 13 and Ubuntu 24.04 gave those with a new time_t another name.
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

/** Loaded where present: the system's key store, and what opens a folder without a file manager on the bus. */
export const debRecommends = ['libsecret-1-0', 'xdg-utils']
