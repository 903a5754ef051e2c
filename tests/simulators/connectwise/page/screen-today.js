import { el, facts } from './dom.js'
import { hostedTabs } from './tabs.js'

/** The member's own first page. It shows no record: its id is 0. */
export async function todayScreen(page, place) {
  let today = await page.data('today')
  place.append(el('div', { class: 'bar' }, el('h1', { testid: 'today-title' }, `Today: ${today.member}`)))
  const tabs = hostedTabs(page, place, {
    screen: 'connectwisetoday',
    own: 'My day',
    id: 0,
    draw: body => body.replaceChildren(facts(today.facts)),
  })
  return {
    async refresh() {
      today = await page.data('today')
      tabs.refresh()
    },
    close: tabs.close,
  }
}
