import { connectwise, type Entry, type Fix } from './problem-words.ts'
import type { ProblemCode } from './problems.ts'

/** Why credit of a credit memo is not applied on the other side. */
export const creditProblems = {
  'credit-waits': {
    severity: 'waiting',
    title: 'Waits for the invoice',
    message: (p, ledger) =>
      `Credit memo ${p.credit} is applied to invoice ${p.invoice} in ConnectWise, and not both of them stand in ${ledger} by Evenbook yet. It is applied there once they do.`,
    fix: () => ({ label: '', place: { screen: 'none' } }),
  },
  'credit-differs': {
    severity: 'needs-fix',
    title: 'Applied differently on both sides',
    message: (p, ledger) =>
      `Of credit memo ${p.credit}, ConnectWise applies ${p.connectwise} to invoice ${p.invoice} and ${ledger} ${p.ledger}. Both were changed, so nothing was written: make one of them say what the other does.`,
    fix: (_p, ledger) => inLedger(ledger),
  },
  'credit-other-customer': {
    severity: 'needs-fix',
    title: 'Credit of another customer',
    message: (p, ledger) =>
      `In ${ledger}, credit memo ${p.credit} and invoice ${p.invoice} belong to different customers, so the credit was not applied. Apply it to an invoice of its own customer in ConnectWise, or take it off there.`,
    fix: () => inConnectWise,
  },
  'credit-other-currency': {
    severity: 'needs-fix',
    title: 'Credit in another currency',
    message: p =>
      `Credit memo ${p.credit} is in ${p.creditCurrency} and invoice ${p.invoice} in ${p.invoiceCurrency}, so the credit was not applied. Take it off in ConnectWise.`,
    fix: () => inConnectWise,
  },
  'credit-exceeds': {
    severity: 'needs-fix',
    title: 'More than is open',
    message: (p, ledger) =>
      p.what === 'invoice'
        ? `${p.wanted} of credit memo ${p.credit} was to be applied to invoice ${p.invoice}, and ${ledger} has ${p.left} still to be paid of it. Nothing was applied: take a payment off the invoice in ${ledger}, or apply less in ConnectWise.`
        : `${p.wanted} of credit memo ${p.credit} was to be applied to invoice ${p.invoice}, and ${ledger} has ${p.left} left of the credit. Nothing was applied: take the credit off another invoice in ${ledger}, or apply less in ConnectWise.`,
    fix: (_p, ledger) => inLedger(ledger),
  },
  'credit-not-approved': {
    severity: 'needs-fix',
    title: 'Not approved in the ledger',
    message: (p, ledger) =>
      `${p.number} is ${p.status} in ${ledger}, and credit is applied between approved documents only. Approve it there.`,
    fix: (_p, ledger) => inLedger(ledger),
  },
  'credit-gone': {
    severity: 'needs-fix',
    title: 'Not in the ledger any more',
    message: (_p, ledger) =>
      `The credit memo or the invoice is not in ${ledger} any more, so no credit was applied.`,
    fix: (_p, ledger) => inLedger(ledger),
  },
  'credit-stuck': {
    severity: 'needs-fix',
    title: 'Taken back by hand',
    message: (p, ledger) =>
      p.where === 'ledger'
        ? `${ledger} applied credit memo ${p.credit} together with other money or documents, so it cannot be changed by itself. Make ${ledger} say what ConnectWise does: ${p.wanted} for invoice ${p.invoice}.`
        : `ConnectWise’s payment of invoice ${p.invoice} from credit memo ${p.credit} cannot be changed by itself. Make it ${p.wanted} there.`,
    fix: (_p, ledger) => inLedger(ledger),
  },
  'credit-refused': {
    severity: 'needs-fix',
    title: 'Credit not applied',
    message: (p, ledger) => `${p.where === 'ledger' ? ledger : 'ConnectWise'} did not take it: ${p.message}`,
    fix: () => ({ label: 'Try again', place: { screen: 'none' } }),
  },
} satisfies { [C in ProblemCode]?: Entry<C> }

const inConnectWise: Fix = { label: 'Open the invoice', place: connectwise('invoice') }

function inLedger(ledger: string): Fix {
  return { label: `Open it in ${ledger}`, place: { screen: 'ledger', what: 'invoice', id: '' } }
}
