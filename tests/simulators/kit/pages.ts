import { type Html, html } from './html.ts'
import type { SimResponse } from './message.ts'

/** Colours of one vendor's pages: the header, buttons, links and the pill of a status. */
type Look = { name: string; header: string; button: string; link: string; pill: string }

/** The vendor's own pages. Nothing of them may be shown in a frame, as at the vendor. */
export function createPages(look: Look) {
  const style = styleOf(look)
  return (title: string, content: Html, status = 200): SimResponse => {
    const document = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">${style}</head>
<body><header>${look.name} (simulated)</header><main><h1>${title}</h1>${content}</main></body></html>`
    return {
      status,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'x-frame-options': 'DENY',
        'content-security-policy': "frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
      },
      body: document.markup,
    }
  }
}

export function redirect(location: string): SimResponse {
  return { status: 302, headers: { location } }
}

function styleOf({ header, button, link, pill }: Look): Html {
  return html`<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 0; background: #f2f4f7; color: #10243e; }
  header { background: ${header}; color: #fff; padding: 12px 24px; font-weight: 600; }
  main { max-width: 860px; margin: 24px auto; background: #fff; border: 1px solid #dde3ea; border-radius: 6px; padding: 24px; }
  h1 { font-size: 22px; margin: 0 0 12px; } table { width: 100%; border-collapse: collapse; margin: 16px 0; }
  th, td { text-align: left; padding: 6px 8px; border-bottom: 1px solid #e6ebf0; vertical-align: top; }
  td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
  button { font: inherit; padding: 6px 14px; border-radius: 4px; border: 1px solid ${button}; background: ${button}; color: #fff; cursor: pointer; }
  button.plain { background: #fff; color: ${link}; } form { display: inline-block; margin: 8px 8px 0 0; }
  fieldset { border: 1px solid #dde3ea; border-radius: 4px; margin: 12px 0; } label { display: block; padding: 3px 0; }
  a { color: ${link}; } .status { display: inline-block; padding: 1px 10px; border-radius: 10px; background: ${pill}; }
</style>`
}
