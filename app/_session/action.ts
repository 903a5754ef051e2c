import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { z } from 'zod'
import { touchSession } from '../../lib/accounts/directory.ts'
import { type FactorNeed, needOf } from '../../lib/accounts/factor.ts'
import { can, type Permission } from '../../lib/accounts/permissions.ts'
import { env } from '../../lib/env.ts'
import { newId, referenceCode } from '../../lib/std/id.ts'
import { createLogger } from '../../lib/std/log.ts'
import { unkeepableAt } from '../../lib/std/text.ts'
import { troubleText } from '../../lib/sync/views/trouble.ts'
import { isAgreement } from './agreement.ts'
import { askedFactor } from './factor.ts'
import { inputText, unkeepable } from './input-text.ts'
import { currentMember, type Member } from './member.ts'
import { isFromOurPage, pathHeader } from './request.ts'
import { type ActionResult, type Caller, factorMissing, refused } from './result.ts'
import { type Transaction, within } from './within.ts'

export interface ActionContext {
  member: Member
  /** a transaction that sees the member's account, and of it the member's companies */
  inAccount<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
}

export interface ActionPlan<Schema extends z.ZodType, Value> {
  schema: Schema
  permission: Permission
  /** What is asked for beside the session; follows from the permission. Said for what changes the person's own things. */
  factor?: FactorNeed
  fn(context: ActionContext, input: z.output<Schema>): Promise<ActionResult<Value>>
}

/**
 * The one way to make a server action: `export const send = memberAction(schema, 'send', async ({ member }, input) => …)`.
 * Called from a page by `useAct()`. tests/unit/session/actions.test.ts finds one made otherwise.
 */
export function memberAction<Schema extends z.ZodType, Value>(
  schema: Schema,
  permission: Permission,
  fn: ActionPlan<Schema, Value>['fn'],
  factor?: FactorNeed,
): (caller: Caller, input: z.input<Schema>) => Promise<ActionResult<Value>> {
  return async (caller, input) => {
    const request = { headers: await headers(), appOrigin: env().EVENBOOK_URL, find: currentMember }
    return act(request, { schema, permission, fn, ...(factor && { factor }) }, caller, input)
  }
}

export interface ActionRequest {
  headers: Pick<Headers, 'get'>
  appOrigin: string
  find(install: string): Promise<Member | null>
}

/** Every check in its order; the first that fails answers, and nothing of the action has run. */
export async function act<Schema extends z.ZodType, Value>(
  request: ActionRequest,
  plan: ActionPlan<Schema, Value>,
  caller: unknown,
  input: unknown,
): Promise<ActionResult<Value>> {
  if (!isFromOurPage(request.headers, request.appOrigin)) return refused('origin', notOurs)
  const who = zCaller.safeParse(caller)
  if (!who.success || installOfPath(request.headers) !== who.data.install) return refused('origin', notOurs)
  try {
    const member = await request.find(who.data.install)
    if (!member) return refused('session', 'Your session has ended. Reload to sign in again.')
    if (member.framed && !isAgreement(who.data.agreement, member.sessionHash)) {
      return refused('agreement', 'ConnectWise has not confirmed who you are yet. Reload this page.')
    }
    if (member.viewing && (plan.permission !== 'view' || plan.factor !== undefined))
      return refused('permission', onlyLooking(member.viewing))
    if (!can(member.role, plan.permission)) return refused('permission', notAllowed)
    const parsed = plan.schema.safeParse(input, { error: inputText })
    if (!parsed.success) return refusedInput(parsed.error.issues)
    const path = unkeepableAt(parsed.data)
    if (path !== null) return refusedInput([{ path, message: unkeepable }])
    if (!hasCompany(member, parsed.data)) return refused('permission', notYourCompany)
    const need = plan.factor ?? needOf(plan.permission)
    const way = await askedFactor(member, need)
    if (way !== null) return factorMissing(need, way)
    await touchSession(member.sessionHash)
    return await plan.fn({ member, inAccount: work => within(member, work) }, parsed.data)
  } catch (error) {
    // redirect() and notFound() of Next are thrown too
    unstable_rethrow(error)
    return unexpected(error, who.data.install)
  }
}

const notOurs = 'This request did not come from a page of Evenbook and was refused.'
const notYourCompany = 'You have not been given this company. An account admin can give it to you.'
const onlyLooking = ({ name }: { name: string }) =>
  `You see Evenbook as ${name} does. Nothing can be changed until you stop.`
const notAllowed = 'Your role does not allow this. An account admin can change your role.'

const log = createLogger('action')

const zCaller = z.object({ install: z.string().max(64), agreement: z.string().max(128) })

// '' where a form belongs to no company.
const zOfCompany = z.object({ companyId: z.string().min(1) })

// The rows are out of reach anyway (row-level security); this says so in words.
function hasCompany({ companies }: Member, input: unknown): boolean {
  const named = zOfCompany.safeParse(input)
  return companies === 'all' || !named.success || companies.includes(named.data.companyId)
}

function installOfPath(headers: ActionRequest['headers']): string | undefined {
  return headers.get(pathHeader)?.split(/[/?]/)[1]
}

function refusedInput(
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
): ActionResult<never> {
  const fields = Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]))
  const message = issues[0]?.message ?? inputText({ code: 'custom' })
  return { ok: false, error: { code: 'input', message, reference: '', fields } }
}

function unexpected(error: unknown, install: string): ActionResult<never> {
  const reference = referenceCode(newId())
  log.error({ error, install, reference }, 'An action failed')
  const trouble = troubleText(error)
  if (trouble !== null) return refused('outside', trouble, reference)
  return refused('unexpected', 'Something went wrong on our side. Try again, or quote the code.', reference)
}
