import type { FrameLocator, Locator, Page } from '@playwright/test'
import { expect } from './test.ts'

/** Works a screen by the keys alone. */
export class Keys {
  readonly #page: Page
  readonly #app: FrameLocator

  constructor(page: Page, app: FrameLocator) {
    this.#page = page
    this.#app = app
  }

  /** Tab after Tab until it has the focus; each stop on the way is seen, with its ring, and under nothing else. */
  async to(target: Locator, { back = false, most = 120 } = {}): Promise<void> {
    for (let presses = 0; presses < most; presses += 1) {
      if (await target.evaluate(element => element === document.activeElement)) {
        await expect(target).toBeInViewport()
        return
      }
      await this.#page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
      if ((await this.stop()) !== null) await this.expectKept()
    }
    throw new Error(`${target} is not reached by ${most} presses.`)
  }

  async back(target: Locator): Promise<void> {
    await this.to(target, { back: true })
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key)
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text)
  }

  /** The section's save has come back; the focus is where the person was. */
  async save(at: Locator): Promise<void> {
    await this.press('Control+s')
    await expect(this.#app.getByText('Saved. What waited for it is planned again.')).toBeVisible()
    await expect(at).toBeFocused()
  }

  /** Where the focus is inside the frame; null: outside of it. */
  async stop(): Promise<Stop | null> {
    return this.#app.locator('body').evaluate(look)
  }

  /** Something of the screen has the focus, and it is seen; the frame around scrolls to it a moment later. */
  async expectKept(): Promise<void> {
    await expect.poll(() => this.stop(), { intervals: [20, 50, 100], timeout: 3_000 }).toMatchObject(wellSeen)
  }
}

interface Stop {
  name: string
  seen: boolean
  ring: boolean
  covered: boolean
}

const wellSeen = { seen: true, ring: true, covered: false }

/** Runs in the page. */
function look(): Promise<Stop | null> {
  const element = document.activeElement
  if (element === null || element === document.body) return Promise.resolve(null)
  const { outlineStyle, outlineWidth } = getComputedStyle(element)
  return new Promise(resolve => {
    new IntersectionObserver(([entry], observer) => {
      observer.disconnect()
      const box = element.getBoundingClientRect()
      const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      resolve({
        name: element.getAttribute('aria-label') ?? (element.textContent || element.id),
        seen: entry?.isIntersecting ?? false,
        ring: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1,
        covered: over?.closest('.sticky') != null && !over.closest('.sticky')?.contains(element),
      })
    }).observe(element)
  })
}
