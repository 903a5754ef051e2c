import AxeBuilder from '@axe-core/playwright'
import { expect, type FrameLocator, type Page } from '@playwright/test'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const menuFrame = 'menu-frame'

type Theme = 'light' | 'dark'
export const themes: readonly Theme[] = ['light', 'dark']

/**
 * What axe finds by WCAG 2.2 AA on the page, or in that frame of it. Themes differ in their colours alone, so that in the dark contrast
 * is looked at. The theme is the caller's to set.
 */
export async function axeFaults(
  page: Page,
  { theme = 'light', frame }: { theme?: Theme; frame?: string | undefined } = {},
): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  if (frame !== undefined) axe.include(frame)
  const rules = theme === 'dark' ? axe.withRules('color-contrast') : axe.withTags(tags)
  const { violations } = await rules.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
}

/** Colours are the same at every width, so that the dark is looked at once. */
export function showsMore(theme: Theme, width: number): boolean {
  return theme === 'light' || width === 1_280
}

/** The pod as narrow and as wide as Manage has it: whatever it says is read without being scrolled sideways. */
export async function expectNothingCut(page: Page, pod: FrameLocator): Promise<void> {
  for (const width of [320, 480]) {
    await page.getByTestId('pod').evaluate((element, px) => {
      element.style.setProperty('width', `${px}px`, 'important')
    }, width)
    const cut = () =>
      pod.locator('html, .table-box').evaluateAll((boxes, px) => {
        // Not laid out anew yet.
        if (window.innerWidth !== px) return [`${window.innerWidth} px wide`]
        return boxes
          .filter(box => box.scrollWidth > box.clientWidth)
          .map(box => box.getAttribute('aria-label') ?? box.tagName)
      }, width)
    await expect.poll(cut, `${width} px`).toEqual([])
  }
}

/** Evenbook's own page, or what a tab of Manage shows, light and dark, wide and at 320 px: no fault that axe finds, nothing to be scrolled sideways. */
export async function expectGoodLooks(page: Page, app: FrameLocator, testId = menuFrame): Promise<void> {
  const frame = `[data-testid=${testId}]`
  for (const theme of themes) {
    await app.locator('html').evaluate((html, name) => html.setAttribute('data-theme', name), theme)
    for (const width of [320, 1280]) {
      await page.locator(frame).evaluate((element, px) => {
        element.style.setProperty('width', px === 320 ? '320px' : '', 'important')
      }, width)
      if (showsMore(theme, width))
        expect(await axeFaults(page, { theme, frame }), `${theme}, ${width} px`).toEqual([])
      const tooWide = () => app.locator('html').evaluate(html => html.scrollWidth - html.clientWidth)
      await expect.poll(tooWide, `${theme}, ${width} px`).toBe(0)
    }
  }
}
