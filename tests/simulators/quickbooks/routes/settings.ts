import type { Route } from '../../kit/message.ts'
import { envelope } from '../answers.ts'
import { companyInfo, preferences } from '../company.ts'
import type { Gate } from '../gate.ts'
import { notFound } from '../problem.ts'

export function settingsRoutes(gate: Gate): Route[] {
  return [
    gate.route('GET', 'companyinfo/:id', ({ params }, context) => {
      if (params.id !== context.company.id) throw notFound()
      return envelope(context, { CompanyInfo: companyInfo(context.company) })
    }),
    gate.route('GET', 'preferences', (_request, context) =>
      envelope(context, { Preferences: preferences(context.company) }),
    ),
  ]
}
