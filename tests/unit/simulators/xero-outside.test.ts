import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { xeroControl } from '../../simulators/xero/index.ts'
import { invoice, startWithCaller, xeroCaller } from './xero-client.ts'

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function startProcess(directory: string): Promise<{ url: string; child: ChildProcess }> {
  const run = join(import.meta.dirname, '../../simulators/run.ts')
  const child = spawn(process.execPath, [run, JSON.stringify({ xero: { directory } })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  undo.push(() => child.kill('SIGKILL'))
  const [line]: [Buffer] | unknown[] = await once(child.stdout, 'data')
  const { xero }: { xero: { url: string } } = JSON.parse(String(line))
  return { url: xero.url, child }
}

test('kill -9 in the middle of writing loses nothing that was answered, tokens included', {
  timeout: 30_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'xero-'))
  undo.push(() => rmSync(directory, { recursive: true }))
  const first = await startProcess(directory)
  const before = { url: first.url, control: xeroControl(first.url) }
  const caller = await xeroCaller(before)
  const answered: string[] = []
  const writing = Array.from({ length: 5 }, async (_, lane) => {
    for (let at = 0; ; at += 1) {
      const number = `Z-${lane}-${at}`
      const { status } = await caller.call('PUT', 'Invoices?summarizeErrors=false', {
        Invoices: [invoice(number)],
      })
      if (status === 200) answered.push(number)
      if (answered.length === 12) first.child.kill('SIGKILL')
    }
  })
  await Promise.allSettled(writing)
  const second = await startProcess(directory)
  const { organisations } = await xeroControl(second.url).truth()
  const kept = organisations[0]?.invoices.map(({ number }) => number) ?? []
  expect(answered.length).toBeGreaterThanOrEqual(12)
  expect(answered.filter(number => !kept.includes(number))).toEqual([])
  const authorization = `Bearer ${caller.grant.access_token}`
  expect((await fetch(`${second.url}/connections`, { headers: { authorization } })).status).toBe(200)
})

/** A receiver that answers as Xero wants, and keeps what it got. */
async function receiver(key: string, answers: number[] = []) {
  const got: { events: { eventCategory: string; eventType: string }[]; firstEventSequence: number }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const signature = createHmac('sha256', key).update(body).digest('base64')
    const status = request.headers['x-xero-signature'] === signature ? (answers.shift() ?? 200) : 401
    if (status === 200) got.push(JSON.parse(body.toString()))
    response.writeHead(status).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  undo.push(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { got, url: `http://127.0.0.1:${port}/hook` }
}

test('webhooks are signed, told once per change, repeated until they are taken', async () => {
  const { got, url } = await receiver('hook-key', [500])
  const { xero, call } = await startWithCaller({ scale: 5, webhook: { url, key: 'hook-key' } })
  undo.push(() => xero.close())
  const made = await call('PUT', 'Invoices', {
    Invoices: [invoice('W-1', { Contact: { Name: 'New here' } })],
  })
  await xero.webhooks.settled()
  expect(got).toHaveLength(1)
  expect(got[0]?.events.map(({ eventCategory, eventType }) => `${eventCategory} ${eventType}`)).toEqual([
    'CONTACT CREATE',
    'INVOICE CREATE',
  ])
  const InvoiceID = String(made.body.Invoices?.[0]?.InvoiceID)
  await call('PUT', 'Payments', {
    Payments: [{ Invoice: { InvoiceID }, Account: { Code: '090' }, Amount: 5 }],
  })
  await xero.webhooks.settled()
  expect(got).toHaveLength(2)
  expect(got[1]?.firstEventSequence).toBe(3)
  await xero.control.setParameters({ paymentFiresInvoiceUpdate: false })
  await call('PUT', 'Payments', {
    Payments: [{ Invoice: { InvoiceID }, Account: { Code: '090' }, Amount: 5 }],
  })
  await xero.webhooks.settled()
  expect(got).toHaveLength(2)
})

test('intent to receive accepts a receiver that checks signatures, and no other', async () => {
  const { url } = await receiver('hook-key')
  const { xero } = await startWithCaller({ webhook: { url, key: 'hook-key' } })
  undo.push(() => xero.close())
  expect(await xero.control.intent()).toMatchObject({ valid: true })
  await xero.control.webhook({ url, key: 'another-key' })
  expect(await xero.control.intent()).toMatchObject({ valid: false })
})

test('a person sees the invoice and can pay or void it', async () => {
  const { xero, call } = await startWithCaller()
  undo.push(() => xero.close())
  const tracked = {
    Description: '<b>Labour</b>',
    UnitAmount: 80,
    AccountCode: '202',
    Tracking: [{ Name: 'Location', Option: 'Perth' }],
  }
  const made = await call('PUT', 'Invoices', { Invoices: [invoice('H-1', { LineItems: [tracked] })] })
  const id = String(made.body.Invoices?.[0]?.InvoiceID)
  const view = `${xero.url}/app/${encodeURIComponent('!nw7Au')}/invoicing/view/${id}`
  const text = await (await fetch(view)).text()
  expect(text).toContain('&#60;b&#62;Labour')
  expect(text).toContain('Location: Perth')
  expect((await fetch(`${view}/void`, { method: 'POST', redirect: 'manual' })).status).toBe(302)
  expect((await call('GET', `Invoices/${id}`)).body.Invoices?.[0]?.Status).toBe('VOIDED')
  expect(await (await fetch(`${xero.url}/app/!nw7Au/invoicing`)).text()).toContain('H-1')
})
