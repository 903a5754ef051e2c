import { z } from 'zod'
import { type ExclusionCode, exclusionCodes, optionsDespite } from '../accounting/exclusion.ts'
import type { PlanOptions } from '../accounting/options.ts'
import type { Scope } from './postings/store.ts'
import { exceptedRecords, type RecordRow } from './records/store.ts'

const zException = z.strictObject({
  code: z.enum(exclusionCodes),
  /** the person's own words */
  reason: z.string(),
  byId: z.string().nullable(),
  by: z.string(),
  at: z.string(),
})

/** A rule that leaves a record out, set aside for this one record by a person. */
export type Exception = z.output<typeof zException>

export function exceptionsIn(row: Pick<RecordRow, 'exceptions'>): Exception[] {
  return z.array(zException).parse(row.exceptions)
}

/** The options by which each of these records is planned: those of the company, but for what a person set aside. */
export type OptionsFor = (recordId: string) => PlanOptions

/** Read in the transaction that writes the plan down, so that what was taken back meanwhile does not count. */
export async function optionsForEach(
  scope: Pick<Scope, 'tx'>,
  recordIds: string[],
  options: PlanOptions,
): Promise<OptionsFor> {
  const rows = await exceptedRecords(scope, recordIds)
  const codes = new Map<string, ExclusionCode[]>(
    rows.map(row => [row.sourceId, exceptionsIn(row).map(({ code }) => code)]),
  )
  return recordId => {
    const own = codes.get(recordId)
    return own ? optionsDespite(options, own) : options
  }
}
