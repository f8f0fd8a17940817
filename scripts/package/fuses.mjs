/**
 * Electron's fuses, as it recommends them for production. A fuse is a byte of the executable, so
 * changing one means changing the executable. On Linux only root can do that, because root owns the
 * folder of the package.
 * @type {NonNullable<import('electron-builder').Configuration['electronFuses']>}
 */
export const packageFuses = {
  // No use as a script interpreter, no debugger.
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  // Run code from app.asar only. macOS and Windows also verify its checksum; Linux cannot.
  onlyLoadAppFromAsar: true,
  enableEmbeddedAsarIntegrityValidation: true,
  enableCookieEncryption: true,
  // Pages come from app://, so file:// needs no privileges.
  grantFileProtocolExtraPrivileges: false,
  // The app has no snapshot to load.
  loadBrowserProcessSpecificV8Snapshot: false,
}
