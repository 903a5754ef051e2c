import { type Entry, openRecord } from './problem-words.ts'
import type { ProblemCode } from './problems.ts'

/** Why a receipt does not hang on its document. The document stands all the same. */
export const receiptProblems = {
  'receipt-unsure': {
    severity: 'check',
    title: 'Receipt not attached: two expenses say the same',
    message: (p, ledger) =>
      `${p.expense}: another expense of the same member, day, amount and text is posted already, and ConnectWise does not say which receipt is whose. Attach it by hand in ${ledger}.`,
    fix: p => openRecord(p),
  },
  'receipt-right': {
    severity: 'check',
    title: 'Receipt not attached: a right is missing in ConnectWise',
    message: () =>
      'The API member may not read attachments. Give its security role Companies › Manage Attachments, Inquire All, in ConnectWise, then attach again.',
    fix: p => openRecord(p),
  },
  'receipt-ledger-right': {
    severity: 'check',
    title: 'Receipt not attached: the connection does not cover it',
    message: (_, ledger) =>
      `${ledger} does not let this connection attach files. Connect ${ledger} once more and agree to all it asks, then attach again.`,
    fix: p => openRecord(p),
  },
  'receipt-too-large': {
    severity: 'check',
    title: 'Receipt not attached: too large',
    message: (p, ledger) =>
      `${p.file} is larger than the ${p.megabytes} MB that go into ${ledger} from here. Attach a smaller one in ConnectWise and attach again, or attach it by hand in ${ledger}.`,
    fix: p => openRecord(p),
  },
  'receipt-too-many': {
    severity: 'check',
    title: 'Receipt not attached: too many',
    message: (p, ledger) =>
      `${ledger} takes ${p.most} files a document, so that ${p.file} is not attached. Put several into one file in ConnectWise and attach again.`,
    fix: p => openRecord(p),
  },
  'receipt-refused': {
    severity: 'check',
    title: 'Receipt not attached: refused',
    message: (p, ledger) =>
      `${p.file}: ${p.message} Mend it and attach again, or attach it by hand in ${ledger}.`,
    fix: p => openRecord(p),
  },
} satisfies { [C in ProblemCode]?: Entry<C> }
