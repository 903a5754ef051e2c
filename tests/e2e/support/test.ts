import {
  test as base,
  type ConsoleMessage,
  expect,
  type FrameLocator,
  type Locator,
  type Page,
} from '@playwright/test'
import { type Control, createControl } from '../../simulators/kit/control-client.ts'
import { quickBooksControl } from '../../simulators/quickbooks/index.ts'
import { type MailControl, mailControl } from '../../simulators/smtp/index.ts'
import { Books } from './books.ts'
import { trustBrowser, typedJustNow } from './browser.ts'
import { theWorld, type World } from './world.ts'

interface Fixtures {
  world: World
  connectwise: Control
  xero: Control
  quickbooks: ReturnType<typeof quickBooksControl>
  books: Books
  /** what was sent by mail, whoever it was for */
  mails: MailControl
  manage: Manage
  /** In this test ConnectWise reports what changes; elsewhere nothing goes by itself. */
  realTime: undefined
  /** What a page may say on console.error in this test; not saying it fails too. */
  expectConsole(pattern: RegExp): void
  /** Around every test: nothing unexpected on a console, no call that the vendors do not know. */
  quiet: undefined
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what is needed
  world: async ({}, use) => use(theWorld()),
  connectwise: async ({ world }, use) => use(createControl(world.connectwise)),
  xero: async ({ world }, use) => use(createControl(world.xero)),
  quickbooks: async ({ world }, use) => use(quickBooksControl(world.quickbooks)),
  books: async ({ connectwise, xero }, use) => use(new Books(connectwise, xero)),
  mails: async ({ world }, use) => {
    const mails = mailControl(world.mail)
    await use(mails)
    await mails.clearRefusals()
  },
  manage: async ({ page, world }, use) => use(new Manage(page, world)),
  realTime: async ({ connectwise }, use) => {
    await connectwise.setParameters({ callbacks: { held: false } })
    await use(undefined)
    await connectwise.setParameters({ callbacks: { held: true } })
  },
  expectConsole: async ({ context }, use) => {
    const listening = new Listening()
    context.on('console', message => listening.hear(message))
    context.on('weberror', error => listening.said.push(error.error().message))
    await use(pattern => listening.expected.push(pattern))
    expect(listening.unexpected(), 'said on a console without being expected').toEqual([])
    expect(listening.unmet(), 'expected on a console, never said').toEqual([])
  },
  quiet: [
    async ({ connectwise, xero, quickbooks, expectConsole: _ }, use) => {
      const since = Date.now()
      await use(undefined)
      for (const vendor of [connectwise, xero, quickbooks]) {
        await vendor.clearFaults()
        const unknown = (await vendor.unknown()).filter(call => call.at >= since)
        expect(unknown, 'calls that the vendor does not know').toEqual([])
      }
    },
    { auto: true },
  ],
})

export { expect }

type Place = FrameLocator | Page | Locator

/** The state's word, as it is read out. */
export function stateOf(place: Place): Locator {
  return place.locator('.state-line').getByRole('status')
}

/** Every state that the frame shows from now on, as long as its document is not loaded again. */
export async function statesOf(frame: FrameLocator): Promise<() => Promise<string[]>> {
  const body = frame.locator('body')
  await body.evaluate(element => {
    const seen: string[] = []
    const look = () => {
      const word = element.querySelector('.state-line [role=status]')?.textContent ?? ''
      if (word !== '' && seen.at(-1) !== word) seen.push(word)
    }
    look()
    new MutationObserver(look).observe(element, { subtree: true, childList: true, characterData: true })
    Reflect.set(window, 'seenStates', seen)
  })
  return () => body.evaluate(() => Reflect.get(window, 'seenStates') ?? [])
}

class Listening {
  readonly expected: RegExp[] = []
  readonly said: string[] = []

  hear(message: ConsoleMessage): void {
    if (message.type() === 'error') this.said.push(`${message.text()} (${message.location().url})`)
  }

  unexpected(): string[] {
    return this.said.filter(text => !this.expected.some(pattern => pattern.test(text)))
  }

  unmet(): RegExp[] {
    return this.expected.filter(pattern => !this.said.some(text => pattern.test(text)))
  }
}

/** A member at Manage, in one page of the browser. */
export class Manage {
  readonly page: Page
  readonly #world: World
  readonly #company: string
  readonly #known: boolean

  /** `known`: a code was typed in this browser before */
  constructor(page: Page, world: World, company = 'evenbook_demo', { known = true } = {}) {
    this.page = page
    this.#world = world
    this.#company = company
    this.#known = known
  }

  /** Signs the member in and opens that screen: `invoices/12`, `companies/3`, `menu/1`. */
  async open(screen: string, member = 'JNg'): Promise<void> {
    if (this.#known) await trustBrowser(this.page.context(), this.#world)
    const query = new URLSearchParams({ company: this.#company, member, to: screen })
    await this.page.goto(`${this.#world.manage}/signin?${query}`)
  }

  /** As a person looks for it: the list shows the newest ones only. */
  async openInvoice(number: string, member?: string): Promise<void> {
    await this.open('invoices', member)
    const { page } = this
    await expect(page.getByTestId('invoice-list').getByRole('link').first()).toBeVisible()
    await page.getByRole('searchbox', { name: 'Find' }).fill(number)
    await page.getByTestId(`invoice-${number}`).click()
  }

  get pod(): FrameLocator {
    return this.page.getByTestId('pod').contentFrame()
  }

  get tab(): FrameLocator {
    return this.page.getByTestId('tab').contentFrame()
  }

  /** Evenbook's tab on the screen that is open. */
  async openTab(): Promise<FrameLocator> {
    await this.page.getByRole('tab', { name: 'Evenbook' }).click()
    return this.tab
  }

  get menu(): FrameLocator {
    return this.page.getByTestId('menu-frame').contentFrame()
  }

  /** Evenbook's own page behind the menu entry, at one of its screens; a code was typed just now. */
  async openApp(screen = 'Sync', member?: string): Promise<FrameLocator> {
    await this.open('companies', member)
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Evenbook' }).click()
    const rail = this.menu.getByRole('navigation', { name: 'Evenbook' })
    const link = rail.getByRole('link', { name: screen })
    await link.click()
    await expect(link).toHaveAttribute('aria-current', 'page')
    if (this.#known) await typedJustNow(this.page.context(), this.#world)
    return this.menu
  }

  /** The page of a company, from the list. */
  async openCompany(name = 'Evenbook Demo MSP Pty Ltd', member?: string): Promise<FrameLocator> {
    const app = await this.openApp('Companies', member)
    await app.getByRole('link', { name }).click()
    await expect(app.getByRole('heading', { level: 1 })).toHaveText(name)
    return app
  }

  async setStatus(name: string): Promise<void> {
    await this.page.getByTestId('status').selectOption(name)
    await this.page.getByTestId('save').click()
  }
}
