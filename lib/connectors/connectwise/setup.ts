import { z } from 'zod'
import type { Clock } from '../../std/clock.ts'
import type { PsaAccountingSetup, PsaSystem } from '../psa-facts.ts'
import type { Client } from './client.ts'
import { malformed, readAs } from './errors.ts'
import { type Described, fieldsOf, zFlag, zMaybeText, zName, zNumericId } from './fields.ts'
import { all } from './paging.ts'

const zInfo = z.object({
  version: zMaybeText,
  isCloud: zFlag,
  serverTimeZone: zMaybeText,
} satisfies Described<'Info'>)

/** A Date header has whole seconds: the answer's own half second is taken as the middle. */
export async function systemInfo(client: Client, clock: Clock): Promise<PsaSystem> {
  const answer = await client.answer(api => api.GET('/system/info'))
  const { version, isCloud, serverTimeZone } = readAs(zInfo, answer.text, 'system info')
  const said = Date.parse(answer.headers.date ?? '')
  return {
    version,
    cloud: isCloud,
    timeZone: serverTimeZone,
    clockAheadMs: Number.isNaN(said) ? null : said + 500 - clock.now().getTime(),
  }
}

const zPackage = z.object({
  accountingPackage: zName,
  includeExpensesFlag: zFlag,
  transferExpensesAsBillFlag: zFlag,
  includeCogsEntriesFlag: zFlag,
} satisfies Described<'AccountingPackageSetup'>)

const segmentNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const
const zType = z.enum(['Account', 'Class']).nullish()
const zCaptions = z.object({
  segment1: zMaybeText,
  segment1type: zType,
  segment2: zMaybeText,
  segment2type: zType,
  segment3: zMaybeText,
  segment3type: zType,
  segment4: zMaybeText,
  segment4type: zType,
  segment5: zMaybeText,
  segment5type: zType,
  segment6: zMaybeText,
  segment6type: zType,
  segment7: zMaybeText,
  segment7type: zType,
  segment8: zMaybeText,
  segment8type: zType,
  segment9: zMaybeText,
  segment9type: zType,
  segment10: zMaybeText,
  segment10type: zType,
} satisfies Described<'GLCaption'>)

/** Both tables have one row. A segment without a caption is not in use. */
export async function accountingSetup(client: Client): Promise<PsaAccountingSetup> {
  const [packages, captions] = await Promise.all([
    all(client, 'the accounting package', zPackage, (api, params) =>
      api.GET('/finance/accountingPackageSetup', { params }),
    ),
    all(client, 'GL captions', zCaptions, (api, params) => api.GET('/finance/glCaptions', { params })),
  ])
  const [chosen] = packages
  const [named] = captions
  if (!chosen || !named) throw malformed('the accounting set-up', 'the table has no row')
  return {
    package: chosen.accountingPackage.name,
    includesExpenses: chosen.includeExpensesFlag,
    expensesAsBills: chosen.transferExpensesAsBillFlag,
    includesCogs: chosen.includeCogsEntriesFlag,
    segments: segmentNumbers.flatMap(number => {
      const name = named[`segment${number}`]
      return name === '' ? [] : [{ number, name, type: named[`segment${number}type`] ?? null }]
    }),
  }
}

const zLocation = z.object({ id: zNumericId, name: zMaybeText } satisfies Described<'Location'>)
const locationFields = fieldsOf(zLocation)

export async function locations(client: Client): Promise<{ id: string; name: string }[]> {
  return all(client, 'locations', zLocation, (api, { query, header }) =>
    api.GET('/system/locations', { params: { query: { ...query, fields: locationFields }, header } }),
  )
}
