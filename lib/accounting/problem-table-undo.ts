import { connectwise, type Entry } from './problem-words.ts'
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
  undone: {
    severity: 'waiting',
    title: 'Not sent again by itself',
    message: () => 'It was undone, and goes again only when somebody sends it.',
    fix: () => ({ label: '', place: { screen: 'none' } }),
  },
} satisfies { [C in ProblemCode]?: Entry<C> }
