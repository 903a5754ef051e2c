import { findExclusion } from '../../accounting/exclusion.ts'
import type { RecordFacts } from '../../accounting/export.ts'
import { describe } from '../../accounting/problems.ts'
import { inAccount } from '../../accounts/transaction.ts'
import type { Psa } from '../../connectors/ports.ts'
import { companyOptions } from '../../settings/company-options.ts'
import { type RoutingRule, routingOf } from '../routing.ts'

/** Where one record, or whatever comes of one location, would go. */
export interface Whereabouts {
  /** the record, or the location that was asked for */
  what: string
  /** null: to no company */
  company: { id: string; name: string } | null
  /** by which rule, or why to none */
  why: string
  /** what keeps it there all the same, '' when nothing of this does */
  but: string
}

export type WhereAsk = { number: string } | { locationId: string }

/** A number is looked up in ConnectWise, as it is there now; at most one invoice and one credit memo have it. */
export async function whereabouts(accountId: string, psa: Psa, ask: WhereAsk): Promise<Whereabouts[]> {
  const routing = await routingOf(accountId, true)
  if ('locationId' in ask) {
    const rule = routing.rule(ask.locationId)
    return [{ what: rule.location, company: rule.company, why: whyOf(rule), but: '' }]
  }
  const found = await psa.invoicesNumbered([ask.number])
  return Promise.all(
    found.map(async facts => {
      const rule = routing.rule(facts.locationId)
      const but = rule.company ? await butOf(accountId, rule.company.id, facts) : ''
      return { what: whatOf(facts), company: rule.company, why: whyOf(rule), but }
    }),
  )
}

function whatOf({ kind, number, statusName }: RecordFacts): string {
  const name = `${kind === 'credit-memo' ? 'Credit memo' : 'Invoice'} ${number}`
  return statusName === '' ? name : `${name} (${statusName})`
}

function whyOf({ location, by, company, idle }: RoutingRule): string {
  const place = `“${location}”`
  if (by === 'none' || company === null)
    return `No company names its location, ${place}, and each names locations of its own. Add it to one under GL owner levels (locations).`
  if (by === 'named') return `${company.name} names its location, ${place}.`
  const rest = `No company names its location, ${place}; ${company.name} takes every location that none names.`
  if (idle.length === 0) return rest
  const others = `${idle.join(', ')} ${idle.length === 1 ? 'names' : 'name'} none either`
  return `${rest} ${others}, and so ${idle.length === 1 ? 'gets' : 'get'} nothing: the oldest company goes first.`
}

async function butOf(accountId: string, companyId: string, facts: RecordFacts): Promise<string> {
  if (facts.batch) return `It is in a ConnectWise batch already (${facts.batch.name || facts.batch.id}).`
  if (!facts.closed) return 'It is not closed yet: it goes once it is.'
  const options = await inAccount(accountId, tx => companyOptions(tx, companyId))
  const problem = findExclusion(facts, options)
  return problem ? describe(problem, '').message : ''
}
