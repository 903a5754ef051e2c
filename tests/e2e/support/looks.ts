import AxeBuilder from '@axe-core/playwright'
import { expect, type FrameLocator, type Page } from '@playwright/test'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const menuFrame = 'menu-frame'

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
  for (const theme of ['light', 'dark'] as const) {
    await app.locator('html').evaluate((html, name) => html.setAttribute('data-theme', name), theme)
    for (const width of [1280, 320]) {
      await page.locator(frame).evaluate((element, px) => {
        element.style.setProperty('width', px === 320 ? '320px' : '', 'important')
      }, width)
      const { violations } = await new AxeBuilder({ page }).include(frame).withTags(tags).analyze()
      const found = violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
      expect(found, `${theme}, ${width} px`).toEqual([])
      const tooWide = () => app.locator('html').evaluate(html => html.scrollWidth - html.clientWidth)
      await expect.poll(tooWide, `${theme}, ${width} px`).toBe(0)
    }
  }
}
