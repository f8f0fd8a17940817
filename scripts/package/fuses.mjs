/**
 * The switches inside Electron's executable, as Electron recommends them for production. They cannot be moved without
 * changing the executable; on Linux it is the package's root-owned folder that keeps it as it is.
 * @type {NonNullable<import('electron-builder').Configuration['electronFuses']>}
 */
export const fusesOfAPackage = {
  // Neither a script interpreter for whoever finds it, nor a debugger's open door.
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  // The code that runs is the code in app.asar, on macOS and Windows with its sum checked (Linux has no such check).
  onlyLoadAppFromAsar: true,
  enableEmbeddedAsarIntegrityValidation: true,
  enableCookieEncryption: true,
  // Pages come from app://, so file:// needs no privileges.
  grantFileProtocolExtraPrivileges: false,
  // There is no snapshot of our own to load.
  loadBrowserProcessSpecificV8Snapshot: false,
}
