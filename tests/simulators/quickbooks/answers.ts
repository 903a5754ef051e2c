import type { SimResponse } from '../kit/message.ts'
import { attachables } from './attachables.ts'
import { companyInfo, preferences } from './company.ts'
import { type Context, moment } from './context.ts'
import { format } from './format.ts'
import type { Done } from './operations.ts'
import { type Fault, faultAnswer } from './problem.ts'
import { invalid, parseQuery } from './query.ts'
import { select } from './select.ts'

/** Every answer of the accounting says when it was made. */
export function envelope({ company, clock }: Context, content: object): SimResponse {
  return { status: 200, body: { ...content, time: moment(company, clock.now()) } }
}

/** What became of one operation, by the name of its entity. */
export function outcome(context: Context, done: Done): SimResponse {
  if ('fault' in done) return refusal(context, done.fault)
  return envelope(context, { [done.row.type]: format(context, done.row) })
}

/** What is refused, which some answers tell by their body alone. */
export function refusal({ company, clock, parameters }: Context, fault: Fault): SimResponse {
  return faultAnswer(fault, moment(company, clock.now()), parameters.faultsWith200 ? 200 : 400)
}

/** The QueryResponse of a query text; `most` bounds what a batch may still answer. */
export function queryResponse(context: Context, text: string): object {
  const query = parseQuery(text)
  if (query.type === 'CompanyInfo' || query.type === 'Preferences') {
    if (query.tests.length > 0) throw invalid(`${query.type} is one`)
    const one = query.type === 'CompanyInfo' ? companyInfo(context.company) : preferences(context.company)
    return { [query.type]: [one], maxResults: 1 }
  }
  const { entities, total } =
    query.type === 'Attachable' ? attachables(context, query) : select(context, query)
  if (query.fields === 'count') return { totalCount: total }
  if (entities.length === 0) return {}
  return { [query.type]: entities, startPosition: query.start, maxResults: entities.length }
}
