import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { html } from '../../kit/html.ts'
import { type Handler, type Route, route, type SimRequest, type SimResponse } from '../../kit/message.ts'
import { memberNamed, PAGE_ROOT, sessionCookie, signIn, visitOf } from '../sessions.ts'
import type { Sim } from '../sim.ts'

/** Manage's own pages: signing in, the shell, deep links. */
export function pageRoutes(sim: Sim): Route[] {
  const shell: Handler = request => (visitOf(sim, request) ? file('manage.html') : toSignIn(request))
  return [
    route('GET', '/', request => signInPage(sim, request)),
    route('GET', '/signin', request => enter(sim, request)),
    route('GET', '/page/:file', ({ params }) => file(params.file ?? '')),
    route('GET', `${PAGE_ROOT}/:company`, shell),
    route('GET', `${PAGE_ROOT}/:company/:screen`, shell),
    route('GET', `${PAGE_ROOT}/:company/:screen/:id`, shell),
    route('GET', '/v4_6_release/services/system_io/router/openrecord.rails', openRecord),
  ]
}

/** Company info and callback keys: what the UI host tells anybody. */
export function publicRoutes(sim: Sim): Route[] {
  return [
    route('GET', '/login/companyinfo/:company', ({ params }) => {
      const tenant = sim.books.tenants.get(params.company ?? '')
      if (!tenant) return { status: 200, headers: { 'content-type': 'application/json' }, body: 'null' }
      return {
        status: 200,
        body: {
          CompanyName: tenant.name,
          Codebase: tenant.codebase,
          VersionCode: tenant.codebase.replace('/', '').replace('_', '.'),
          VersionNumber: tenant.version,
          CompanyID: tenant.company,
          IsCloud: 'True',
        },
      }
    }),
    route(
      'GET',
      '/v4_6_release/services/system_io/callbackkeys/:company',
      ({ params }) => {
        const tenant = sim.books.tenants.get(params.company ?? '')
        return tenant
          ? { status: 200, body: { signing_key: tenant.signingKey } }
          : { status: 404, body: { code: 'NotFound', message: 'Not found.', errors: null } }
      },
      { secret: true },
    ),
  ]
}

const PAGES = join(import.meta.dirname, '../page')
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

function file(name: string): SimResponse {
  const type = TYPES[/\.\w+$/.exec(name)?.[0] ?? '']
  if (!/^[a-z-]+\.(html|js|css)$/.test(name) || type === undefined) return { status: 404, body: 'Not found' }
  try {
    const body = readFileSync(join(PAGES, name), 'utf8')
    return { status: 200, headers: { 'content-type': type, 'cache-control': 'no-store' }, body }
  } catch {
    return { status: 404, body: 'Not found' }
  }
}

/** Whom to be: every active member of every login company, one click each. */
function signInPage(sim: Sim, { query }: SimRequest): SimResponse {
  const only = query.get('company')
  const to = query.get('to') ?? ''
  const tenants = sim.books.tenants.all().filter(tenant => only === null || tenant.company === only)
  const lists = tenants.map(tenant => {
    const people = sim.books.members
      .by('tenant', tenant.company)
      .filter(member => member.role !== 'api' && !member.inactive)
    const buttons = people.map(
      member => html`<form action="/signin"><input type="hidden" name="company" value="${tenant.company}">
<input type="hidden" name="member" value="${member.identifier}"><input type="hidden" name="to" value="${to}">
<button data-testid="signin-${tenant.company}-${member.identifier}">${member.firstName} ${member.lastName}
(${member.identifier}, ${member.role})</button></form>`,
    )
    return html`<h2>${tenant.name} (${tenant.company})</h2>${buttons}`
  })
  const body = html`<!doctype html><html lang="en-AU"><head><meta charset="utf-8"><title>Sign in to Manage (sandbox)</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/page/manage.css"></head>
<body><main class="signin"><h1>Sign in to Manage (sandbox)</h1>${lists}</main></body></html>`
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: String(body) }
}

function enter(sim: Sim, { query }: SimRequest): SimResponse {
  const tenant = sim.books.tenants.get(query.get('company') ?? '')
  const member = tenant && memberNamed(sim, tenant.company, query.get('member') ?? '')
  if (!tenant || !member || member.inactive || member.role === 'api')
    return { status: 401, body: 'No such login company or member.' }
  const to = query.get('to') || 'invoices'
  const path = `${PAGE_ROOT}/${tenant.company}/${/^[\w/-]+$/.test(to) ? to : 'invoices'}`
  return redirect(path, sessionCookie(signIn(sim, tenant, member)))
}

/** The vendor's deep links: InvoiceFV and CompanyFV with the record's id. */
function openRecord({ query }: SimRequest): SimResponse {
  const screen = query.get('recordType') === 'CompanyFV' ? 'companies' : 'invoices'
  const company = encodeURIComponent(query.get('companyName') ?? '')
  return redirect(`${PAGE_ROOT}/${company}/${screen}/${Number(query.get('recid') ?? 0)}`)
}

function toSignIn({ params, path }: SimRequest): SimResponse {
  const company = params.company ?? ''
  const to = path.slice(`${PAGE_ROOT}/${company}/`.length)
  return redirect(`/?${new URLSearchParams({ company, ...(to === '' ? {} : { to }) })}`)
}

function redirect(location: string, cookie?: string): SimResponse {
  return {
    status: 303,
    headers: { location, ...(cookie === undefined ? {} : { 'set-cookie': cookie }) },
    body: '',
  }
}
