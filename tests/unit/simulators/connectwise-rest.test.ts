import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  DEMO,
  NORTHWIND,
  type RunningConnectWise,
  startConnectWise,
} from '../../simulators/connectwise/index.ts'
import { callerOf, patch, post, where } from './connectwise-client.ts'

type Row = { id: { text: string }; invoiceNumber: string }
let simulator: RunningConnectWise
let call: ReturnType<typeof callerOf>

beforeAll(async () => {
  simulator = await startConnectWise()
  call = callerOf(simulator)
})
afterAll(() => simulator.close())

const nextOf = (headers: Headers) => /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]
const pathOf = (url: string) => url.slice(url.indexOf('/apis/3.0') + '/apis/3.0'.length)

async function walk(first: string, headers: Record<string, string>) {
  const ids: number[] = []
  let path: string | undefined = first
  while (path !== undefined) {
    const page: Awaited<ReturnType<typeof call<Row[]>>> = await call<Row[]>(path, { headers })
    ids.push(...page.body.map(row => Number(row.id.text)))
    const next = nextOf(page.headers)
    path = next && pathOf(next)
  }
  return ids
}

test('both kinds of paging see every row once', async () => {
  const { body } = await call<{ count: { text: string } }>('/finance/invoices/count')
  const byNumber = await walk('/finance/invoices?pageSize=4&orderBy=id%20asc', {})
  const forward = await walk('/finance/invoices?pageSize=4', { 'pagination-type': 'forward-only' })
  expect(byNumber).toHaveLength(Number(body.count.text))
  expect(new Set(byNumber).size).toBe(byNumber.length)
  expect(forward).toEqual(byNumber)
})

test('forward-only ignores page and refuses orderBy', async () => {
  const headers = { 'pagination-type': 'forward-only' }
  const page = await call<Row[]>('/finance/invoices?pageSize=2&page=3&pageId=1203', { headers })
  expect(page.body.map(row => row.id.text)).toEqual(['1204', '1205'])
  expect((await call('/finance/invoices?orderBy=id%20desc', { headers })).status).toBe(400)
})

test('conditions, fields and count agree', async () => {
  const conditions = where('status/isClosed = true and type = "CreditMemo"')
  const list = await call<Row[]>(`/finance/invoices?${conditions}&fields=invoiceNumber,status/name`)
  expect(list.body).toEqual([
    { invoiceNumber: '10464', status: { name: 'Closed' } },
    { invoiceNumber: '10465', status: { name: 'Closed' } },
  ])
  expect((await call(`/finance/invoices/count?${conditions}`)).text).toBe('{"count":2}')
})

test('mistakes are answered as the vendor does, inventions as the simulator does', async () => {
  const bad = await call<{ message: string }>(`/finance/invoices?${where('id = abc')}`)
  expect(bad.status).toBe(400)
  expect(bad.body.message).toMatch(/^Expected a boolean value, not a numeric/)
  expect((await call('/finance/invoices?perPage=3')).status).toBe(501)
  expect((await call('/finance/nothing')).status).toBe(501)
  expect((await call('/finance/accounting/export', post({ exportInvoicesFlags: true }))).status).toBe(501)
  expect((await simulator.control.unknown()).length).toBe(3)
})

test('wrong keys and companies look like nothing; the UI host takes no keys', async () => {
  const wrongKey = callerOf(simulator, { ...DEMO, keys: { public: 'x', private: 'y' } })
  const wrongCompany = callerOf(simulator, { ...DEMO, company: 'nobody' })
  expect((await wrongKey('/finance/invoices')).status).toBe(404)
  expect((await wrongCompany('/finance/invoices')).status).toBe(404)
  expect((await call('/finance/invoices', { headers: { clientId: '' } })).status).toBe(401)
  const ui = { ...simulator, urls: { ...simulator.urls, api: simulator.urls.ui } }
  expect((await callerOf(ui)('/finance/invoices')).text).toBe(
    '{"code":"Security","message":"SSL is required.","errors":null}',
  )
})

test('login companies stand apart; a foreign codebase is not theirs', async () => {
  const north = callerOf(simulator, NORTHWIND)
  const list = await north<Row[]>(`/finance/invoices?${where('invoiceNumber = "10451"')}`)
  expect(list.body).toHaveLength(1)
  expect((await north('/finance/invoices/1220')).status).toBe(404)
  expect((await callerOf(simulator, DEMO, 'v2025_1')('/finance/invoices/1201')).status).toBe(200)
  expect((await callerOf(simulator, DEMO, 'v2019_5')('/finance/invoices/1201')).status).toBe(404)
})

test('company info needs no keys and says null for strangers', async () => {
  const info = await fetch(`${simulator.urls.ui}/login/companyinfo/${DEMO.company}`)
  expect(await info.json()).toMatchObject({ Codebase: 'v2025_1/', CompanyID: DEMO.company, IsCloud: 'True' })
  const stranger = await fetch(`${simulator.urls.ui}/login/companyinfo/stranger`)
  expect([stranger.status, await stranger.text()]).toEqual([200, 'null'])
})

test('the minute is limited, with the vendor’s own body', async () => {
  await simulator.control.setParameters({ limitPerMinute: 1 })
  const north = callerOf(simulator, NORTHWIND)
  await north('/system/info')
  const refused = await north<{ error: string }>('/system/info')
  await simulator.control.setParameters({ limitPerMinute: 1000 })
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.body.error).toBe('ConnectWiseAPI')
})

test('a sub-path patch answers 200 and changes nothing', async () => {
  const answer = await call<{ status: { name: string } }>('/finance/invoices/1223', patch('status/id', 3))
  expect([answer.status, answer.body.status.name]).toEqual([200, 'New'])
})

test('the hash tells its owner, not the claimed member', async () => {
  const { control, urls } = simulator
  type Login = { companyid: string; memberid: string; memberHash: string; memberContext: string }
  const login = await control.call<Login>('POST', 'sessions', { tenant: DEMO.company, member: 'JNg' })
  const info = async (changes: Record<string, string> = {}, host = urls.ui) => {
    const { companyid, memberid, memberHash, memberContext } = { ...login, ...changes }
    const cookie = `companyName=${companyid}; memberId=${memberid}; memberHash=${memberHash}; memberContext=${memberContext}`
    const response = await fetch(`${host}/v4_6_release/apis/3.0/system/myMembers/info`, {
      headers: { cookie },
    })
    const body: { identifier?: string; inactiveFlag?: boolean } = await response.json()
    return { status: response.status, ...body }
  }
  expect(await info()).toMatchObject({ status: 200, identifier: 'JNg', inactiveFlag: false })
  expect(await info({ memberid: 'TEllis' })).toMatchObject({ status: 200, identifier: 'JNg' })
  expect((await info({ memberHash: 'guessed' })).status).toBe(401)
  expect((await info({ companyid: NORTHWIND.company })).status).toBe(401)
  expect((await info({ memberContext: '' })).status).toBe(401)
  expect((await info({}, urls.api)).status).toBe(401)
  await control.call('POST', 'members', { tenant: DEMO.company, member: 'JNg', inactive: true })
  expect(await info()).toMatchObject({ status: 200, inactiveFlag: true })
  await control.call('POST', 'sessions/expire', { tenant: DEMO.company, member: 'JNg' })
  expect((await info()).status).toBe(401)
})
