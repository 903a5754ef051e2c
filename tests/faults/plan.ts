import { z } from 'zod'
import { ofKinds, zKindName } from './kinds/table.ts'

/**
 * How many records of a kind that is not sold go which way: as their namesakes of what is sold. By a callback only what ConnectWise
 * tells of.
 */
const zOthers = z.record(
  zKindName,
  z.strictObject({
    ...{ clicks: z.int(), batched: z.int(), undone: z.int() },
    ...{ amended: z.int(), callbacks: z.int() },
  }),
)

/** How many records of a company go which way: invoices by name, the other kinds beside them. */
const zCounts = z.strictObject({
  others: zOthers,
  /** sent alone, by a batch size of 1: by a click, by a callback */
  clicks: z.int(),
  callbacks: z.int(),
  /** sent by Sync All, in batches of 50 to Xero; QuickBooks takes batches, of 30, while more than that wait */
  batched: z.int(),
  /** sent by a click in the first half, undone in the second */
  undone: z.int(),
  /** sent by a click in the first half, changed in Manage and amended in the second */
  amended: z.int(),
  /** of those sent by a click, in the second half paid in the ledger, where payments are changed and removed again */
  paid: z.int(),
  /** credit memos, each beside an invoice: sent by a click in the first half, in the second applied in the ledger */
  credited: z.int(),
})

export type Counts = z.output<typeof zCounts>

const ways = (clicks: number, batched: number, undone: number, amended: number, callbacks = 0) => ({
  ...{ clicks, batched, undone, amended, callbacks },
})

const none: Counts = {
  ...{ clicks: 0, callbacks: 0, batched: 0, undone: 0, amended: 0, paid: 0, credited: 0 },
  others: ofKinds(() => ways(0, 0, 0, 0)),
}

export function isIdle({ others, ...sold }: Counts): boolean {
  return [sold, ...Object.values(others)].flatMap(one => Object.values(one)).every(count => count === 0)
}

/** Of all kinds together. */
export function allOf(way: 'undone' | 'amended', { others, ...sold }: Counts): number {
  return Object.values(others).reduce((count, kind) => count + kind[way], sold[way])
}

/** One run of the rig, handed to its own process as JSON. */
export const zPlan = z.strictObject({
  name: z.string(),
  seed: z.int(),
  factor: z.number().min(1).max(20),
  recovery: z.enum(['product', 'blind']),
  refuseDuplicateNumbers: z.boolean(),
  /** the account's first company, and the one beside it; without records it has no second one */
  xero: zCounts,
  quickbooks: zCounts,
  /** how many of the first half may still be open when the second begins: they meet the other configuration */
  openAtHalf: z.int(),
  faultShare: z.number(),
  chaos: z.strictObject({
    /** real milliseconds between kills and between stops, drawn between the two */
    killEveryMs: z.tuple([z.int(), z.int()]),
    stopEveryMs: z.tuple([z.int(), z.int()]),
    killsMost: z.int(),
    stopsMost: z.int(),
  }),
  /** The run ends when so many are seen: the control has shown what it was for. */
  duplicatesEnough: z.int().nullable(),
  deadlineSeconds: z.int(),
})

export type Plan = z.output<typeof zPlan>

const base = {
  factor: 20,
  recovery: 'product' as const,
  refuseDuplicateNumbers: false,
  faultShare: 0.26,
  duplicatesEnough: null,
  deadlineSeconds: 1_800,
}

const endless = { killsMost: 10_000, stopsMost: 10_000 }

export function longPlans(seed: number): { storm: Plan; refused: Plan; control: Plan } {
  const chaos = { killEveryMs: pair(8_000, 12_000), stopEveryMs: pair(9_000, 14_000), ...endless }
  const storm = {
    ...base,
    name: 'storm',
    seed,
    xero: {
      ...{ clicks: 530, callbacks: 530, batched: 940, undone: 120, amended: 60, paid: 120, credited: 60 },
      others: {
        slips: ways(90, 160, 25, 16, 40),
        expenses: ways(60, 120, 16, 16, 40),
        adjustments: ways(30, 60, 10, 12),
        transfers: ways(30, 60, 10, 8),
      },
    },
    quickbooks: {
      ...{ clicks: 150, callbacks: 100, batched: 700, undone: 50, amended: 30, paid: 60, credited: 30 },
      // An eighth of these are vendor credits, which go in batches of their own.
      others: {
        slips: ways(40, 620, 15, 10, 20),
        expenses: ways(40, 60, 16, 16, 20),
        adjustments: ways(20, 40, 8, 8),
        transfers: ways(20, 40, 8, 6),
      },
    },
    openAtHalf: 30,
    chaos,
    deadlineSeconds: 2_700,
  }
  return {
    storm,
    refused: {
      ...storm,
      name: 'refused',
      seed: seed + 1,
      refuseDuplicateNumbers: true,
      xero: {
        ...{ clicks: 120, callbacks: 80, batched: 200, undone: 40, amended: 20, paid: 40, credited: 15 },
        others: {
          slips: ways(30, 60, 10, 8, 10),
          expenses: ways(20, 40, 8, 8, 10),
          adjustments: ways(12, 20, 4, 4),
          transfers: ways(12, 20, 4, 4),
        },
      },
      quickbooks: {
        ...{ clicks: 60, callbacks: 40, batched: 60, undone: 20, amended: 10, paid: 20, credited: 9 },
        others: {
          slips: ways(20, 30, 6, 5, 6),
          expenses: ways(16, 20, 4, 8, 6),
          adjustments: ways(8, 12, 3, 3),
          transfers: ways(8, 12, 3, 3),
        },
      },
    },
    control: { ...control(seed + 2, 150), deadlineSeconds: 120 },
  }
}

/** Every kind of fault, one kill, one stop and the control, in the time a test may take. */
export function shortPlans(seed: number): { storm: Plan; control: Plan } {
  const chaos = {
    killEveryMs: pair(2_000, 2_000),
    stopEveryMs: pair(5_000, 5_000),
    killsMost: 1,
    stopsMost: 1,
  }
  return {
    storm: {
      ...base,
      name: 'storm',
      seed,
      xero: {
        ...{ clicks: 40, callbacks: 30, batched: 50, undone: 12, amended: 6, paid: 8, credited: 6 },
        others: {
          slips: ways(8, 6, 3, 3, 3),
          expenses: ways(8, 4, 3, 3, 3),
          adjustments: ways(5, 2, 2, 2),
          transfers: ways(5, 2, 2, 1),
        },
      },
      quickbooks: {
        ...{ clicks: 16, callbacks: 8, batched: 16, undone: 8, amended: 4, paid: 6, credited: 3 },
        others: {
          slips: ways(8, 4, 2, 2, 2),
          expenses: ways(8, 3, 2, 3, 2),
          adjustments: ways(4, 2, 2, 1),
          transfers: ways(4, 2, 2, 1),
        },
      },
      openAtHalf: 8,
      chaos,
      deadlineSeconds: 270,
    },
    control: { ...control(seed + 1, 30), duplicatesEnough: 1, deadlineSeconds: 60 },
  }
}

function control(seed: number, clicks: number): Plan {
  const chaos = {
    killEveryMs: pair(1_000, 1_000),
    stopEveryMs: pair(1_000, 1_000),
    killsMost: 0,
    stopsMost: 0,
  }
  return {
    ...base,
    name: 'control',
    seed,
    recovery: 'blind',
    xero: { ...none, clicks },
    quickbooks: none,
    openAtHalf: 0,
    chaos,
  }
}

const pair = (least: number, most: number): [number, number] => [least, most]
