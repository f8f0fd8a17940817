import { chmod, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { packageFuses } from './scripts/package/fuses.mjs'
import { debDepends, debRecommends } from './scripts/package/deb/depends.mjs'

/**
 * The configuration of the installers, for every system. `npm run dist` passes the facts
 * (scripts/package/facts.mjs). Tested: the unpacked folder, the .deb and the .tar.gz of Linux. The
 * workflow builds the AppImage, the Windows installer and the macOS images on their own systems;
 * they are untested so far.
 * @param {import('./scripts/package/facts.mjs').Facts} facts
 * @returns {import('electron-builder').Configuration}
 */
export const installers = ({ version, runtime, output, quick, documents }) => ({
  appId: 'com.example.latchkey',
  productName: 'Latchkey',
  copyright: 'Copyright © 2026 the Latchkey authors',
  directories: { output, buildResources: 'build' },
  extraMetadata: { version },
  artifactName: '${name}-${version}-${os}-${arch}.${ext}',
  publish: null,

  // Everything is bundled: no node_modules, no native build.
  files: ['out/{main,preload,renderer}/**', 'package.json', '!**/*.map', '!node_modules'],
  extraResources: [
    { from: 'LICENSE', to: 'LICENSE.latchkey.txt' },
    { from: documents.licences, to: 'LICENSES.packages.txt' },
  ],
  asar: true,
  npmRebuild: false,
  nodeGypRebuild: false,

  // The fallback runtime is taken from node_modules. electron-builder downloads the one that ships,
  // for each processor, and verifies it against the checksums in Electron's package.
  electronVersion: runtime.version,
  ...(runtime.development ? { electronDist: runtime.folder } : {}),
  electronLanguages: ['en-US', 'fr'],
  electronFuses: packageFuses,
  afterPack: ({ appOutDir }) => cleanUp(appOutDir),

  linux: {
    target: ['dir', 'deb'].map((target) => ({ target, arch: architectures(runtime) })),
    executableName: 'latchkey',
    syncDesktopName: true,
    icon: 'build/icons',
    category: 'Utility',
    synopsis: 'user accounts on one computer',
    description: 'Register, log in, see your session, reset a forgotten password. Everything stays on this computer.',
    desktop: {
      entry: {
        GenericName: 'User accounts',
        'GenericName[fr]': 'Comptes d’utilisateur',
        'Comment[fr]': 'Créer un compte, se connecter, réinitialiser un mot de passe oublié, sans Internet',
        Keywords: 'account;login;password;',
        'Keywords[fr]': 'compte;connexion;mot de passe;',
      },
    },
  },
  deb: {
    artifactName: '${name}_${version}_${arch}.${ext}',
    packageCategory: 'utils',
    depends: debDepends,
    recommends: debRecommends,
    compression: quick ? 'gz' : 'xz',
    fpm: [
      'build/deb/copyright=/usr/share/doc/latchkey/copyright',
      'build/deb/latchkey.1=/usr/share/man/man1/latchkey.1.gz',
      'build/deb/lintian-overrides=/usr/share/lintian/overrides/latchkey',
      `${documents.changelog}=/usr/share/doc/latchkey/changelog.gz`,
    ],
  },
  appImage: { artifactName: '${name}-${version}-linux-${arch}.${ext}' },

  win: { target: [{ target: 'nsis', arch: architectures(runtime) }], icon: 'build/icons/256x256.png' },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    // Uninstalling keeps the accounts, as on every other system.
    deleteAppDataOnUninstall: false,
    license: 'LICENSE',
  },

  mac: {
    target: [{ target: 'dmg', arch: architectures(runtime) }],
    icon: 'build/icons/1024x1024.png',
    category: 'public.app-category.utilities',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
  },
})

/**
 * Both processors; for a development build only this machine's, because its runtime has no other.
 * @param {import('./scripts/package/facts.mjs').Runtime} runtime
 * @returns {('x64' | 'arm64')[]}
 */
const architectures = ({ development }) =>
  development ? [process.arch === 'arm64' ? 'arm64' : 'x64'] : ['x64', 'arm64']

/**
 * Cleans up a folder given as `electronDist`, which electron-builder copies whole: removes the
 * files for running an unpackaged app, and the executable bit of libraries.
 * @param {string} folder
 */
async function cleanUp(folder) {
  const developmentFiles = ['resources/default_app.asar', 'version', 'PROVISIONED.json']
  await Promise.all(developmentFiles.map((name) => rm(join(folder, name), { force: true })))
  const libraries = (await readdir(folder)).filter((name) => /^lib.*\.so/.test(name))
  await Promise.all(libraries.map((name) => chmod(join(folder, name), 0o644)))
}
