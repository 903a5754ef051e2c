import { costLine, endsLine, faultKinds, faultLine, kindLine, ledgers, vendors } from './figures.ts'
import { type KindName, kindNames } from './kinds/table.ts'
import type { Demand } from './report.ts'

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
/**
 * So many of each kind beside what is sold, so many of them undone, amended and sent by a callback, and so many faulted writes of theirs
 * to each vendor.
 */
const ofAllKinds = (
  name: string,
  least: Record<
    KindName,
    { records: number; undone: number; amended: number; callbacks: number; faulted: number }
  >,
): Demand[] =>
  kindNames.flatMap(kind => [
    { name: `${name}.${kind}`, least: least[kind].records },
    { name: `${name}.undone.${kind}`, least: least[kind].undone },
    { name: `${name}.amended.${kind}`, least: least[kind].amended },
    { name: `${name}.callbacks.${kind}`, least: least[kind].callbacks },
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
    slips: { records: 990, undone: 40, amended: 26, callbacks: 60, faulted: 20 },
    expenses: { records: 370, undone: 32, amended: 32, callbacks: 60, faulted: 10 },
    adjustments: { records: 170, undone: 18, amended: 20, callbacks: 0, faulted: 10 },
    transfers: { records: 164, undone: 18, amended: 14, callbacks: 0, faulted: 10 },
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
    slips: { records: 36, undone: 5, amended: 5, callbacks: 5, faulted: 5 },
    expenses: { records: 34, undone: 5, amended: 6, callbacks: 5, faulted: 5 },
    adjustments: { records: 16, undone: 4, amended: 3, callbacks: 0, faulted: 3 },
    transfers: { records: 15, undone: 4, amended: 2, callbacks: 0, faulted: 3 },
  }),
  ...besideSales('storm', { records: 20, faulted: 3 }),
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
