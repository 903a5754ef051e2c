import { dueCompanies } from '@/lib/accounts/directory.ts'

export const dynamic = 'force-dynamic'

/** Healthy = this process answers and its database does. */
export async function GET(): Promise<Response> {
  try {
    await dueCompanies(1)
    return Response.json({ status: 'ok' })
  } catch {
    return Response.json({ status: 'no database' }, { status: 503 })
  }
}
