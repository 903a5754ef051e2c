import { z } from 'zod'

const zAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accepted') }),
  z.object({ kind: z.literal('in-already') }),
  z.object({
    kind: z.literal('invalid'),
    errors: z.object({ name: z.string().optional(), password: z.string().optional() }),
  }),
  z.object({ kind: z.literal('trouble'), message: z.string() }),
])

export type Answer = z.output<typeof zAnswer>

/** No server action: whoever is invited has no session yet. */
export async function ask(install: string, link: string, fields: FormData): Promise<Answer> {
  try {
    const response = await fetch(`/${install}/invite/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ link, name: fields.get('name'), password: fields.get('password') }),
    })
    return zAnswer.parse(await response.json())
  } catch {
    return { kind: 'trouble', message: 'We can’t reach Evenbook. Try again in a moment.' }
  }
}
