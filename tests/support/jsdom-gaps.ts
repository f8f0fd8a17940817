/**
 * What jsdom leaves out of the web and the screens use: modal dialogs (open, close, Esc, focus back to where it was) and
 * scrolling. Real Chromium does these in the Electron tests. The page of a worker is filled once: a second listener would
 * send a second `cancel` for one Esc.
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
