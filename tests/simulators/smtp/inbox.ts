import { type Html, html } from '../kit/html.ts'
import type { SimResponse } from '../kit/message.ts'
import type { ReceivedMail } from './index.ts'

const STYLE = html`<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 0; background: #f4f3f0; color: #22211d; }
  main { max-width: 720px; margin: 24px auto; padding: 0 16px; } h1 { font-size: 22px; }
  article { background: #fff; border: 1px solid #dcd9d1; border-radius: 6px; padding: 4px 20px 12px; margin: 16px 0; }
  h2 { font-size: 16px; margin: 12px 0 0; } p { margin: 0; color: #55524a; }
  pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; margin: 12px 0 0; } a { color: #0b5cad; }
</style>`

/** Everybody's mail, newest first: a sandbox has no secrets. */
export function inboxPage(mails: readonly ReceivedMail[]): SimResponse {
  const rows = mails.map(
    mail => html`<article aria-label="${mail.subject}"><h2>${mail.subject}</h2>
<p>To ${mail.recipients.join(', ')} · from ${mail.from} · <time>${new Date(mail.at).toISOString()}</time></p><pre>${linked(mail.text)}</pre></article>`,
  )
  const document = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mail (simulated)</title>
<link rel="icon" href="data:,">${STYLE}</head><body><main><h1>Mail (simulated)</h1>
<p>What Evenbook sends lands here, whoever it is for.</p>${rows.length > 0 ? rows : html`<p>No mail yet.</p>`}</main></body></html>`
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: document.markup }
}

function linked(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, place) =>
      place % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noreferrer">${part}</a>` : html`${part}`,
    )
}
