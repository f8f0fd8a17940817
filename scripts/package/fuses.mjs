/**
 * Electron's fuses, as it recommends them for production. They are bytes of the executable, so only
 * a changed executable has others. On Linux, the package's root-owned folder prevents that.
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
