/**
 * @typedef {object} Surroundings
 * @property {string} platform as in `process.platform`
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * Whether a command that opens windows must run in a virtual display. Tests always do where there is one to be had
 * (Linux), so that no window jumps at the person and the screen's size is known.
 * @param {Surroundings} surroundings
 * @param {'real' | 'virtual'} preferred
 */
export function needsVirtualDisplay({ platform, env }, preferred) {
  if (platform !== 'linux') return false
  return preferred === 'virtual' || !(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

/**
 * The command inside a virtual display. It tells its own process id on file descriptor 3: xvfb-run does not hand
 * signals on, so whoever wants to end the command must know it.
 * @param {string[]} command
 */
export function inVirtualDisplay(command) {
  return ['xvfb-run', '-a', '-s', '-screen 0 1280x1024x24', 'sh', '-c', 'echo $$ >&3; exec "$@"', 'sh', ...command]
}

/**
 * The switches that this machine asks of a development build. As root Electron refuses to start with its sandbox;
 * this is the only place that takes it away, and nothing of it gets into a package.
 * @param {{ platform: string, root: boolean, env: NodeJS.ProcessEnv }} machine
 */
export function electronSwitches({ platform, root, env }) {
  if (platform !== 'linux') return []
  const switches = root ? ['--no-sandbox'] : []
  const { DISPLAY, WAYLAND_DISPLAY } = env
  // A virtual display has neither a graphics card nor a desktop's services, and Chromium complains of each.
  if (!DISPLAY && !WAYLAND_DISPLAY) return [...switches, '--log-level=3']
  // Electron 33 takes X11 unless told that it may choose.
  return DISPLAY ? switches : [...switches, '--ozone-platform-hint=auto']
}
