import { waitText, wrongCode } from './factor.ts'

/** A form without a script says by the address what went wrong: a word, and when to come again. */
export function faultQuery(answer: Fault): Record<string, string> {
  return answer.kind === 'wait'
    ? { fault: 'wait', until: String(answer.until.getTime()) }
    : { fault: answer.kind }
}

type Fault = { kind: 'wrong' } | { kind: 'failed' } | { kind: 'wait'; until: Date }

/** What the page of the code is told once another one was mailed. */
export const sentAgain: Record<string, string> = { sent: 'again' }

/** '' unless another code was mailed. */
export function codeSent(query: Record<string, string | string[] | undefined>): string {
  return query.sent === sentAgain.sent ? 'A new code is on its way. Those before it work no more.' : ''
}

/** '' where nothing went wrong. Only words of ours are shown, whatever the address says. */
export function codeFault(query: Record<string, string | string[] | undefined>): string {
  if (query.fault === 'wrong') return wrongCode
  if (query.fault === 'failed') return 'The mail server did not take the mail. Try again in a moment.'
  if (query.fault !== 'wait') return ''
  const until = Number(query.until)
  const sane = Number.isFinite(until) && until > Date.now() && until < Date.now() + 3_600_000
  return sane ? waitText(new Date(until)) : ''
}
