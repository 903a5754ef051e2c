import { z } from 'zod'
import { type CalendarDate, isCalendarDate } from '../std/clock.ts'
import { parseJson, writeJson, zDecimal } from '../std/json.ts'
import { contactRoles, documentKinds, type LedgerContact, type LedgerDocument } from './document.ts'

/** The planned document as exact JSON: number literals keep their digits, into the database and out again. */
export function documentToJson(document: LedgerDocument): unknown {
  return parseJson(writeJson(document))
}

export function documentFromJson(json: unknown): LedgerDocument {
  return zDocument.parse(json)
}

export function contactToJson(contact: LedgerContact): unknown {
  return parseJson(writeJson(contact))
}

export function contactFromJson(json: unknown): LedgerContact {
  return zContact.parse(json)
}

const zDate = z.custom<CalendarDate>(
  value => typeof value === 'string' && isCalendarDate(value),
  'expected a day',
)
const zRef = z.strictObject({ id: z.string(), code: z.string(), name: z.string() })

const zSource = z.strictObject({
  glEntryId: z.string(),
  account: z.string(),
  segments: z.array(z.string()),
  description: z.string(),
  quantity: zDecimal,
  amount: zDecimal,
  bought: z.strictObject({ product: z.string(), slip: z.string(), freight: z.boolean() }).optional(),
})

const zTracking = z.strictObject({
  categoryId: z.string(),
  category: z.string(),
  optionId: z.string(),
  option: z.string(),
})

const zLine = z.strictObject({
  description: z.string(),
  quantity: zDecimal,
  unitAmount: zDecimal,
  amount: zDecimal,
  account: zRef,
  item: zRef.nullable(),
  tax: z.strictObject({
    id: z.string(),
    name: z.string(),
    rate: zDecimal,
    parts: z.array(z.strictObject({ id: z.string(), rate: zDecimal })).optional(),
  }),
  amountTax: zDecimal,
  tracking: z.array(zTracking),
  sources: z.array(zSource),
  role: z.enum(['sale', 'tax', 'rounding', 'adjustment']),
  notes: z.array(z.string()),
})

const zDocument = z.strictObject({
  kind: z.enum(documentKinds),
  number: z.string(),
  contact: z.strictObject({ psaId: z.string(), name: z.string(), ledgerId: z.string().nullable() }),
  paidFrom: zRef.extend({ card: z.boolean() }).optional(),
  date: zDate,
  dueDate: zDate,
  reference: z.string(),
  currency: z.string(),
  status: z.enum(['draft', 'approved']),
  markSent: z.boolean(),
  // Documents of before the choice have none.
  theme: z.strictObject({ id: z.string(), name: z.string() }).nullable().default(null),
  lines: z.array(zLine),
  totals: z.strictObject({ subtotal: zDecimal, tax: zDecimal, total: zDecimal }),
  unitDecimals: z
    .union([z.literal(2), z.literal(4), zDecimal])
    .transform(places => (String(places) === '4' ? 4 : 2)),
  // Documents of before the choice have none.
  taxAsGiven: z.boolean().default(false),
  ledgerTax: z
    .strictObject({
      when: z.enum(['warning', 'halt', 'ignore']),
      foretold: zDecimal.nullable(),
      connectwise: zDecimal,
    })
    .nullable()
    .default(null),
})

const zContact = z.strictObject({
  // Contacts of before purchases have none.
  role: z.enum(contactRoles).default('customer'),
  psaId: z.string(),
  name: z.string(),
  email: z.string(),
  accountNumber: z.string(),
})
