import { connectwise, dayInWords, type Entry } from './problem-words.ts'
import type { Place, ProblemCode } from './problems.ts'

const there: Place = { screen: 'ledger', what: 'invoice', id: '' }

const neverCredited = 'A credit memo cannot be credited and billed again.'
const instead = 'set it back in ConnectWise and enter the difference there as a record of its own'

function usedUp({ due, total }: { due: string; total: string }, ledger: string): string {
  const why =
    due === ''
      ? `${ledger} does not say what is left of this credit memo`
      : `${due} of ${total} of this credit memo is left in ${ledger}: the rest was applied or paid back`
  return `${why}, so it was not changed. ${neverCredited} Take off in ${ledger} what was applied or paid back and amend it again, or ${instead}.`
}

function settled({ due, total }: { due: string; total: string }, ledger: string): string {
  return due === ''
    ? `${ledger} does not say what is still due of it`
    : `${due} of ${total} is still due in ${ledger}: a payment or a credit is on it`
}

/** Why a document that stands in the ledger was not amended. It stands as it was. */
export const amendProblems = {
  'amend-paid': {
    severity: 'needs-fix',
    title: p => (p.memo ? 'Applied or paid back' : 'Paid or credited'),
    message: (p, ledger) =>
      p.memo
        ? usedUp(p, ledger)
        : `${settled(p, ledger)}, so it was not changed. ${
            p.of !== undefined
              ? `Take off in ${ledger} what was paid or credited and amend it again, or ${instead}.`
              : p.due === ''
                ? 'Credit it and bill it again.'
                : 'Credit it and bill it again, or take the payment off first.'
          }`,
    fix: (_p, ledger) => ({ label: `Open it in ${ledger}`, place: there }),
  },
  'amend-reconciled': {
    severity: 'needs-fix',
    title: 'Reconciled with the bank',
    message: (_p, ledger) =>
      `${ledger} has matched it with the bank’s statement, so it was not changed. Take the match off in ${ledger} and amend it again, or ${instead}.`,
    fix: (_p, ledger) => ({
      label: `Open it in ${ledger}`,
      place: { screen: 'ledger', what: 'bank-transaction', id: '' },
    }),
  },
  'amend-locked': {
    severity: 'needs-fix',
    title: 'Period locked',
    message: (p, ledger) => {
      const why = `It is dated ${dayInWords(p.date)}, and ${ledger} is locked up to ${dayInWords(p.lockDate)}, so it was not changed.`
      const lead = p.memo ? `${neverCredited} ` : ''
      return p.memo || p.of !== undefined
        ? `${why} ${lead}Move the lock date in ${ledger} and amend it again, or ${instead}.`
        : `${why} Credit it and bill it again with a later date, or move the lock date in ${ledger}.`
    },
    fix: (_p, ledger) => ({ label: `Open it in ${ledger}`, place: there }),
  },
  'amend-gone': {
    severity: 'needs-fix',
    title: 'No longer there',
    message: (_p, ledger) =>
      `It was voided or deleted in ${ledger}, so there was nothing to change. Undo it here, and send it anew.`,
    fix: (_p, ledger) => ({ label: `Open it in ${ledger}`, place: there }),
  },
  'amend-changed': {
    severity: 'needs-fix',
    title: 'Changed in the ledger',
    message: (p, ledger) =>
      `Somebody changed it in ${ledger}: it comes to ${p.ledger} there, and ${p.known} was sent. So it was not changed here. Set it back in ${ledger}, or undo it and send it anew.`,
    fix: (_p, ledger) => ({ label: `Open it in ${ledger}`, place: there }),
  },
  'amend-other': {
    severity: 'needs-fix',
    title: p => (p.what === 'kind' ? 'Another kind of document' : 'Another currency'),
    message: (p, ledger) =>
      p.what === 'kind'
        ? `It would be another kind of document now, and what stands in ${ledger} cannot become that: an invoice no credit note, a journal no bank transaction. Undo it, and send it anew.`
        : `${ledger} keeps the currency of what stands in its books. Undo it, and send it anew.`,
    fix: (_p, ledger) => ({ label: `Open it in ${ledger}`, place: there }),
  },
  'amend-batched': {
    severity: 'needs-fix',
    title: 'In a batch',
    message: p =>
      `It is in ConnectWise batch ${p.batch}, so it was not changed. Take it out of that batch in ConnectWise first.`,
    fix: () => ({ label: 'Open batches', place: connectwise('batches') }),
  },
  'amend-refused': {
    severity: 'needs-fix',
    title: 'Not amended',
    message: (p, ledger) => `${ledger} refused the change: ${p.message}`,
    fix: (_p, ledger) => ({ label: `Open it in ${ledger}`, place: there }),
  },
  'amend-credit-differs': {
    severity: 'needs-fix',
    title: 'Credit note differs',
    message: (p, ledger) =>
      `Credit note ${p.number} comes to ${p.ledger} in ${ledger}, and ${p.ours} is to be credited, so the new invoice was not sent. Put the credit note right in ${ledger}, then try again.`,
    fix: (_p, ledger) => ({
      label: `Open ${ledger}`,
      place: { screen: 'ledger', what: 'credit-note', id: '' },
    }),
  },
} satisfies { [C in ProblemCode]?: Entry<C> }
