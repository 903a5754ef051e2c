import type { FormFault } from './request.ts'

/** A small page of a route handler, never framed: no script, no state. */
export function windowPage(status: number, page: { title: string; text: string; body?: string }): Response {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(page.title)} · Evenbook</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"><style>
body{margin:0;padding:24px;max-width:520px;font:14px/20px Roboto,"Segoe UI",system-ui,sans-serif;color:#212121;background:#fff}
h1{font-size:18px;line-height:24px;margin:0 0 8px}label{display:block;padding:4px 0}
button{font:inherit;font-weight:600;margin-top:12px;min-height:32px;padding:4px 12px;border:1px solid #026ccf;border-radius:4px;background:#026ccf;color:#fff}
</style></head><body><main><h1>${escapeHtml(page.title)}</h1><p>${escapeHtml(page.text)}</p>${page.body ?? ''}</main></body></html>`
  return new Response(html, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}

/** What was posted is no form of ours: what to do instead. */
export function refusedForm(fault: FormFault, again: string): Response {
  if (fault === 'foreign') return windowPage(403, { title: 'This form was refused', text: again })
  const text = 'Something in it is far longer than its field takes. Go back, shorten it and send it again.'
  return windowPage(413, { title: 'This form is too large', text })
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`)
}
