/**
 * Shows progress: one line that is overwritten on a terminal, four lines in a file.
 * @param {{ isTTY?: boolean, write(text: string): unknown }} stream
 * @returns {import('./world.mjs').Progress}
 */
export function screenProgress(stream) {
  return (what, megabytes) => {
    let shown = 0
    const step = stream.isTTY ? 1 : 25
    return (done) => {
      const percent = Math.min(100, Math.floor((100 * done) / megabytes))
      if (percent < shown + step) return
      shown = percent - (percent % step)
      const line = `  ${what}: ${percent} % of ${Math.round(megabytes)} MB`
      stream.write(stream.isTTY ? `\r${line}${percent === 100 ? '\n' : ''}` : `${line}\n`)
    }
  }
}
