import { connectwise, type Entry, mapping, openRecord } from './problem-words.ts'
import type { ProblemCode } from './problems.ts'

/** Why a document was not undone, or not wholly, and what became of one that was. */
export const undoProblems = {
  'undo-paid': {
    severity: 'needs-fix',
    title: 'Paid or credited',
    message: (p, ledger) =>
      p.due === ''
        ? `${ledger} does not say what is still due of it, so it was not undone.`
        : `${p.due} of ${p.total} is still due in ${ledger}: a payment or a credit is on it, so it was not undone. Take that off first, or credit it and bill it again.`,
    fix: (_p, ledger) => ({
      label: `Open it in ${ledger}`,
      place: { screen: 'ledger', what: 'invoice', id: '' },
    }),
  },
  'undo-reconciled': {
    severity: 'needs-fix',
    title: 'Reconciled with the bank',
    message: (_p, ledger) =>
      `${ledger} has matched it with the bank’s statement, so it was not undone. Take the match off in ${ledger} first, and undo it again.`,
    fix: (_p, ledger) => ({
      label: `Open it in ${ledger}`,
      place: { screen: 'ledger', what: 'bank-transaction', id: '' },
    }),
  },
  'undo-refused': {
    severity: 'needs-fix',
    title: 'Not undone',
    message: (p, ledger) => `${ledger} refused to take the document out of its books: ${p.message}`,
    fix: (_p, ledger) => ({
      label: `Open it in ${ledger}`,
      place: { screen: 'ledger', what: 'invoice', id: '' },
    }),
  },
  'undo-other-batch': {
    severity: 'needs-fix',
    title: 'In another batch',
    message: p =>
      `It is in ConnectWise batch ${p.batch}, which was not made here, so it was not undone. Take it out of that batch in ConnectWise first.`,
    fix: () => ({ label: 'Open batches', place: connectwise('batches') }),
  },
  'undo-batch-stays': {
    severity: 'needs-fix',
    title: 'Batch not deleted',
    message: (p, ledger) =>
      `It is out of ${ledger}, but its batch in ConnectWise could not be deleted: ${p.message}`,
    fix: () => ({ label: 'Open batches', place: connectwise('batches') }),
  },
  'undo-cost-stays': {
    severity: 'needs-fix',
    title: 'Cost of goods not undone',
    message: (p, ledger) =>
      `It is out of ${ledger}, but ${ledger} keeps ${p.journal}, the journal of what its goods cost. Mend what is said below, and undo it once more.`,
    fix: (p, ledger) => ({
      label: `Open ${p.journal} in ${ledger}`,
      place: { screen: 'ledger', what: 'journal', id: p.journal },
    }),
  },
  'cost-refused': {
    severity: 'needs-fix',
    title: 'Cost of goods refused',
    message: (p, ledger) =>
      `It stands in ${ledger}, but ${ledger} refused ${p.journal}, the journal of what its goods cost. Undo it, mend what is said below, and send it again; or accept it as it stands, without that journal.`,
    fix: () => ({ label: 'Open account mappings', place: mapping('account', '') }),
  },
  'cost-differs': {
    severity: 'needs-fix',
    title: 'Cost of goods changed',
    message: (p, ledger) =>
      `What its goods cost is ${p.ours} in ConnectWise now; the journal in ${ledger} has ${p.ledger}.`,
    fix: p => openRecord(p),
  },
  undone: {
    severity: 'waiting',
    title: 'Not sent again by itself',
    message: () => 'It was undone, and goes again only when somebody sends it.',
    fix: () => ({ label: '', place: { screen: 'none' } }),
  },
} satisfies { [C in ProblemCode]?: Entry<C> }
