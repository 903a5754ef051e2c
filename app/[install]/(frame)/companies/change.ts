'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { addCompany, type CompanyChange, deleteCompany, renameCompany } from '@/lib/accounts/companies.ts'

const name = z.string().max(10_000, 'A name has at most 100 characters.')
const companyId = z.uuid()

const told = (change: CompanyChange) =>
  change.kind === 'done' ? done({ companyId: change.companyId }) : refused('input', change.reason)

export const addOne = memberAction(z.object({ name }), 'configure', ({ member, inAccount }, input) => {
  const { accountId, userId: id } = member
  return inAccount(async tx =>
    told(await addCompany(tx, { ...input, accountId, actor: { id, name: member.name } })),
  )
})

export const renameOne = memberAction(
  z.object({ companyId, name }),
  'configure',
  ({ member, inAccount }, input) => {
    const { accountId, userId: id } = member
    const actor = { id, name: member.name }
    return inAccount(async tx => told(await renameCompany(tx, { ...input, accountId, actor })))
  },
)

export const deleteOne = memberAction(
  z.object({ companyId, name }),
  'configure',
  ({ member, inAccount }, input) => {
    const { accountId, userId: id } = member
    const actor = { id, name: member.name }
    return inAccount(async tx => told(await deleteCompany(tx, { ...input, accountId, actor })))
  },
)
