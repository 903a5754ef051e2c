import { z } from 'zod'
import { costLine, endsLine, faultKinds, faultLine, kindLine, ledgers, vendors } from './figures.ts'
import { type KindName, kindNames, ofKinds, zKindName } from './kinds/table.ts'
import type { Demand } from './report.ts'

/** How many records of a kind that is not sold go which way: as their namesakes of what is sold. */
const zOthers = z.record(zKindName, z.strictObject({ clicks: z.int(), batched: z.int(), undone: z.int() }))

/** How many records of a company go which way: invoices by name, the other kinds beside them. */
const zCounts = z.strictObject({
  others: zOthers,
  /** sent alone, XERO_BATCH_MAX=1: by a click, by a callback */
  clicks: z.int(),
  callbacks: z.int(),
  /** sent by Sync All, XERO_BATCH_MAX=50; QuickBooks takes batches while more than 400 wait */
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

const ways = (clicks: number, batched: number, undone: number) => ({ clicks, batched, undone })

const none: Counts = {
  ...{ clicks: 0, callbacks: 0, batched: 0, undone: 0, amended: 0, paid: 0, credited: 0 },
  others: ofKinds(() => ways(0, 0, 0)),
}

export function isIdle({ others, ...sold }: Counts): boolean {
  return [sold, ...Object.values(others)].flatMap(one => Object.values(one)).every(count => count === 0)
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
  const chaos = { killEveryMs: pair(4_000, 7_000), stopEveryMs: pair(9_000, 14_000), ...endless }
  const storm = {
    ...base,
    name: 'storm',
    seed,
    xero: {
      ...{ clicks: 530, callbacks: 530, batched: 940, undone: 120, amended: 60, paid: 120, credited: 60 },
      others: {
        slips: ways(90, 160, 25),
        expenses: ways(60, 120, 16),
        adjustments: ways(30, 60, 10),
        transfers: ways(30, 60, 10),
      },
    },
    quickbooks: {
      ...{ clicks: 150, callbacks: 100, batched: 700, undone: 50, amended: 30, paid: 60, credited: 30 },
      // Of each kind of document more than 400 wait before batches are taken; an eighth of these are vendor credits.
      others: {
        slips: ways(40, 620, 15),
        expenses: ways(40, 60, 16),
        adjustments: ways(20, 40, 8),
        transfers: ways(20, 40, 8),
      },
    },
    openAtHalf: 30,
    chaos,
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
          slips: ways(30, 60, 10),
          expenses: ways(20, 40, 8),
          adjustments: ways(12, 20, 4),
          transfers: ways(12, 20, 4),
        },
      },
      quickbooks: {
        ...{ clicks: 60, callbacks: 40, batched: 60, undone: 20, amended: 10, paid: 20, credited: 9 },
        others: {
          slips: ways(20, 30, 6),
          expenses: ways(16, 20, 4),
          adjustments: ways(8, 12, 3),
          transfers: ways(8, 12, 3),
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
          slips: ways(12, 14, 4),
          expenses: ways(8, 8, 3),
          adjustments: ways(6, 5, 2),
          transfers: ways(6, 5, 2),
        },
      },
      quickbooks: {
        ...{ clicks: 16, callbacks: 8, batched: 16, undone: 8, amended: 4, paid: 6, credited: 3 },
        others: {
          slips: ways(10, 8, 3),
          expenses: ways(8, 4, 2),
          adjustments: ways(5, 4, 2),
          transfers: ways(5, 4, 2),
        },
      },
      openAtHalf: 8,
      chaos,
      deadlineSeconds: 180,
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

const exactlyOnce = (name: string): Demand[] =>
  [
    ...['duplicates', 'lost', 'cents_off', 'undone_standing'],
    ...['payments_twice', 'payments_missing', 'credits_twice', 'credits_missing'],
  ].map(what => ({ name: `${name}.${what}`, least: 0, most: 0 }))
const ofEachKind = (name: string, least: number): Demand[] =>
  vendors.flatMap(vendor => faultKinds.map(kind => ({ name: faultLine(name, vendor, kind), least })))
const faulted = (name: string, least: number): Demand[] =>
  vendors.map(vendor => ({ name: `${name}.faulted_share.${vendor}`, least }))
const endsFaulted = (name: string, least: number): Demand[] =>
  vendors.map(vendor => ({ name: endsLine(name, vendor), least }))
/** So many of each kind beside what is sold, so many of them undone, and so many faulted writes of theirs to each vendor. */
const ofAllKinds = (
  name: string,
  least: Record<KindName, { records: number; undone: number; faulted: number }>,
): Demand[] =>
  kindNames.flatMap(kind => [
    { name: `${name}.${kind}`, least: least[kind].records },
    { name: `${name}.undone.${kind}`, least: least[kind].undone },
    ...vendors.map(vendor => ({ name: kindLine(name, kind, vendor), least: least[kind].faulted })),
  ])
/** So many journals beside invoices that sell stock, and so many faulted writes of them to each ledger. */
const besideSales = (name: string, least: { records: number; faulted: number }): Demand[] => [
  { name: `${name}.cost_journals`, least: least.records },
  ...ledgers.map(vendor => ({ name: costLine(name, vendor), least: least.faulted })),
]
const blind: Demand = { name: 'control.duplicates', least: 1 }

/** What the figures of a run must be; a storm that was too mild proves nothing either. */
export const longDemands: Demand[] = [
  ...exactlyOnce('storm'),
  { name: 'storm.invoices', least: 2_900 },
  { name: 'storm.alone', least: 1_000 },
  { name: 'storm.batches.quickbooks', least: 8 },
  { name: 'storm.batches.quickbooks.slips', least: 2 },
  ...ofAllKinds('storm', {
    slips: { records: 900, undone: 40, faulted: 20 },
    expenses: { records: 280, undone: 32, faulted: 10 },
    adjustments: { records: 150, undone: 18, faulted: 10 },
    transfers: { records: 150, undone: 18, faulted: 10 },
  }),
  ...besideSales('storm', { records: 400, faulted: 20 }),
  ...faulted('storm', 0.2),
  ...ofEachKind('storm', 20),
  { name: 'storm.undone', least: 170 },
  { name: 'storm.amended', least: 90 },
  ...endsFaulted('storm', 10),
  { name: 'storm.payments', least: 150 },
  { name: 'storm.faulted_payments', least: 20 },
  { name: 'storm.credits', least: 85 },
  { name: 'storm.faulted_credits', least: 20 },
  { name: 'storm.kills', least: 15 },
  { name: 'storm.stops', least: 5 },
  ...exactlyOnce('refused'),
  blind,
]

export const shortDemands: Demand[] = [
  ...exactlyOnce('storm'),
  { name: 'storm.invoices', least: 150 },
  ...ofAllKinds('storm', {
    slips: { records: 44, undone: 7, faulted: 5 },
    expenses: { records: 28, undone: 5, faulted: 5 },
    adjustments: { records: 20, undone: 4, faulted: 3 },
    transfers: { records: 20, undone: 4, faulted: 3 },
  }),
  ...besideSales('storm', { records: 20, faulted: 1 }),
  ...ofEachKind('storm', 1),
  { name: 'storm.undone', least: 20 },
  { name: 'storm.amended', least: 10 },
  { name: 'storm.payments', least: 10 },
  { name: 'storm.faulted_payments', least: 1 },
  { name: 'storm.credits', least: 9 },
  { name: 'storm.faulted_credits', least: 5 },
  ...endsFaulted('storm', 5),
  { name: 'storm.kills', least: 1 },
  { name: 'storm.stops', least: 1 },
  blind,
]
