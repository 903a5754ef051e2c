import type { Route } from '../../kit/message.ts'
import { envelope } from '../batch.ts'
import type { Context } from '../context.ts'
import {
  formatAccount,
  formatItem,
  formatOrganisation,
  formatTaxRate,
  formatTheme,
  formatTracking,
} from '../format-settings.ts'
import { type ApiHandler, type Gate, scopes } from '../gate.ts'
import { type Fields, select, unknownParameter } from '../query.ts'

const SETTINGS = scopes('accounting.settings', 'GET')
// The scopes page lists Items under invoices as well; reading works with either.
const ITEMS = [...SETTINGS, ...scopes('accounting.invoices', 'GET')]

/** The lists an app reads before it writes. None of them is paged. */
export function settingsRoutes(gate: Gate): Route[] {
  const settings = (path: string, handle: ApiHandler, needed = SETTINGS) =>
    gate.route('GET', path, needed, handle)
  return [
    settings('Organisation', (_request, context) =>
      envelope(context, { Organisations: [formatOrganisation(context.organisation)] }),
    ),
    settings('Organisation/Actions', (_request, context) =>
      envelope(context, { Actions: ACTIONS.map(Name => ({ Name, Status: 'ALLOWED' })) }),
    ),
    settings('Accounts', (request, context) => {
      const fields = { Code: byCode, Status: byStatus, Type: byType, Class: byClass }
      return answer(request, context, rows(context, 'accounts'), fields, 'Accounts', formatAccount)
    }),
    settings('TaxRates', (request, context) => {
      const rates = rows(context, 'taxRates').map(rate => ({ ...rate, updatedAt: 0 }))
      const fields = { TaxType: (rate: { taxType: string }) => rate.taxType, Status: byStatus }
      return answer(request, context, rates, fields, 'TaxRates', formatTaxRate)
    }),
    settings('TrackingCategories', (request, context) => {
      const archived = request.query.get('includeArchived') === 'true'
      const categories = rows(context, 'tracking')
        .filter(({ status }) => archived || status === 'ACTIVE')
        .map(category => ({ ...category, updatedAt: 0 }))
      return answer(request, context, categories, { Status: byStatus }, 'TrackingCategories', category =>
        formatTracking(category, archived),
      )
    }),
    settings(
      'Items',
      (request, context) =>
        answer(request, context, rows(context, 'items'), { Code: byCode }, 'Items', item =>
          formatItem(item, context.unitPlaces),
        ),
      ITEMS,
    ),
    settings('Currencies', (_request, context) =>
      envelope(context, {
        Currencies: context.organisation.currencies.map(Code => ({ Code, Description: Code })),
      }),
    ),
    settings('BrandingThemes', (_request, context) =>
      envelope(context, { BrandingThemes: rows(context, 'themes').map(formatTheme) }),
    ),
  ]
}

const ACTIONS = ['CreateApprovedInvoice', 'CreateDraftInvoice', 'UseMulticurrency', 'AttachFilesToContact']
const ALLOWED = ['where', 'order', 'includeArchived', 'unitdp']

const byCode = (row: { code: string }) => row.code
const byStatus = (row: { status: string }) => row.status
const byType = (row: { type: string }) => row.type
const byClass = (row: { class: string }) => row.class

type Tables = Context['books']
type Listed = 'accounts' | 'taxRates' | 'tracking' | 'items' | 'themes'

function rows<Table extends Listed>(
  { books, organisation }: Context,
  table: Table,
): ReturnType<Tables[Table]['all']>
function rows({ books, organisation }: Context, table: Listed) {
  return books[table].by('tenant', organisation.id)
}

function answer<Row extends { updatedAt: number }>(
  request: Parameters<ApiHandler>[0],
  context: Context,
  found: Row[],
  fields: Fields<Row>,
  plural: string,
  format: (row: Row) => object,
) {
  const extra = unknownParameter(request.query, ALLOWED)
  if (extra) return extra
  const page = select(found, request.query, request.header('if-modified-since'), fields)
  return 'problem' in page ? page.problem : envelope(context, { [plural]: page.rows.map(format) })
}
