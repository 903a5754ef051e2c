'use client'

import { useEffect } from 'react'

/**
 * Whoever works by the keyboard never loses their place: when the button that had the focus goes away or cannot be pressed
 * while it works, the focus goes to what stands nearest, and comes back to the button when it can be pressed again. A part of
 * the page that moves the focus by itself comes first.
 */
export function KeepFocus() {
  useEffect(() => {
    const keeper = new Keeper()
    const focused = (event: FocusEvent) => keeper.hold(event.target)
    const edited = (event: Event) => keeper.edited(event.target)
    const pointed = () => keeper.hold(null)
    document.addEventListener('focusin', focused)
    document.addEventListener('pointerdown', pointed)
    document.addEventListener('input', edited)
    const changes = new MutationObserver(() => keeper.look())
    changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
    return () => {
      changes.disconnect()
      document.removeEventListener('focusin', focused)
      document.removeEventListener('pointerdown', pointed)
      document.removeEventListener('input', edited)
    }
  }, [])
  return null
}

class Keeper {
  #held: HTMLElement | null = null
  /** around it, inmost first: what is left of them when it is gone */
  #around: HTMLElement[] = []
  /** it cannot be pressed: it works */
  #waits = false
  #edited: HTMLElement | null = null

  /** A mouse needs no place. */
  hold(target: EventTarget | null): void {
    const byKeyboard = target instanceof HTMLElement && target.matches(':focus-visible')
    this.#held = byKeyboard ? target : null
    this.#waits = false
    this.#around = byKeyboard ? [...ancestors(target)] : []
  }

  edited(target: EventTarget | null): void {
    if (target instanceof HTMLElement) this.#edited = target
  }

  look(): void {
    const held = this.#held
    if (held === null || document.activeElement !== document.body) return
    if (held.isConnected) {
      const waited = this.#waits
      this.#waits = held.matches(':disabled')
      if (waited && !this.#waits) held.focus()
      return
    }
    const near = this.#around.find(element => element.isConnected)
    const next = near && firstIn(near)
    if (next) next.focus()
    else if (this.#edited && isUsable(this.#edited)) this.#edited.focus()
    else firstIn(document.querySelector('main'))?.focus()
  }
}

/** Up to the page itself: what stands first on a page is not near. */
function* ancestors(element: HTMLElement): Generator<HTMLElement> {
  const top = element.closest('main')
  for (let one = element.parentElement; one !== null && one !== top; one = one.parentElement) yield one
}

function firstIn(place: ParentNode | null): HTMLElement | undefined {
  return [...(place?.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea') ?? [])].find(
    isUsable,
  )
}

function isUsable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && element.checkVisibility()
}
