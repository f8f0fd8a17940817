/**
 * Implements what the screens need and jsdom lacks: modal dialogs (open, close, Esc, restored
 * focus) and scrolling. The Electron tests cover the same in real Chromium. Runs once per worker: a
 * second listener would send a second `cancel` for one Esc.
 */
export function fillJsdomGaps() {
  if (filled) return
  filled = true
  const openers = new WeakMap<HTMLDialogElement, Element | null>()
  const { prototype } = HTMLDialogElement
  prototype.showModal = function () {
    openers.set(this, document.activeElement)
    this.open = true
  }
  prototype.close = function () {
    this.open = false
    const opener = openers.get(this)
    if (opener instanceof HTMLElement) opener.focus()
  }
  document.addEventListener('keydown', ({ key }) => {
    const dialogs = document.querySelectorAll('dialog[open]')
    if (key === 'Escape')
      Array.from(dialogs)
        .at(-1)
        ?.dispatchEvent(new Event('cancel', { cancelable: true }))
  })
  Element.prototype.scrollIntoView = () => undefined
}

let filled = false
