import { importsOf, type Source, type Violation } from './source.ts'

/**
 * Who may import whom. Default: nobody. An entry is a folder, a file, or a folder with some of its files.
 * lib/env.ts stands above all below it but accounting, and is named where it is used.
 */
const table: readonly (readonly [zone: string, may: readonly string[]])[] = [
  ['lib/std', []],
  ['lib/env.ts', ['lib/std']],
  ['lib/accounting', ['lib/std']],
  ['drizzle', ['lib/std', 'lib/env.ts']],
  ['lib/connectors', ['lib/std', 'lib/env.ts', 'lib/accounting']],
  ['lib/queue', ['lib/std', 'lib/env.ts', 'drizzle']],
  ['lib/activity', ['lib/std', 'lib/env.ts', 'drizzle']],
  ['lib/mail', ['lib/std', 'lib/env.ts', 'drizzle']],
  ['lib/settings', ['lib/std', 'lib/env.ts', 'lib/accounting', 'lib/activity', 'lib/queue', 'drizzle']],
  [
    'lib/accounts',
    [
      ...['lib/std', 'lib/env.ts', 'lib/accounting', ...ports(true), 'lib/activity', 'lib/mail'],
      ...['lib/settings', 'drizzle'],
    ],
  ],
  ['lib/reference', ['lib/std', 'lib/env.ts', 'lib/accounting', ...ports(false), 'lib/accounts', 'drizzle']],
  [
    'lib/mappings',
    [
      ...[
        'lib/std',
        'lib/env.ts',
        'lib/accounting',
        'lib/queue',
        'lib/activity',
        'lib/reference',
        'lib/accounts',
      ],
      'drizzle',
    ],
  ],
  ['lib/billing', ['lib/std', 'lib/env.ts', 'lib/activity', 'drizzle', ...ports(true)]],
  ['lib/statistics', ['lib/std', 'lib/env.ts', 'drizzle']],
  [
    'lib/sync',
    [
      ...[
        'lib/std',
        'lib/env.ts',
        'lib/accounting',
        ...ports(false),
        'lib/queue',
        'lib/activity',
        'lib/mail',
      ],
      ...['lib/settings', 'lib/accounts', 'lib/reference', 'lib/mappings', 'lib/billing', 'drizzle'],
    ],
  ],
  [
    'lib/webhooks',
    [
      ...['lib/std', 'lib/env.ts', ...ports(true), 'lib/queue', 'lib/activity', 'lib/accounts', 'lib/sync'],
      'drizzle',
    ],
  ],
  [
    'lib/worker',
    [
      ...['lib/std', 'lib/env.ts', 'lib/queue', 'lib/activity', 'lib/mail', 'lib/accounts', 'lib/reference'],
      ...['lib/mappings', 'lib/billing', 'lib/statistics', 'lib/sync', 'lib/webhooks', 'drizzle/client.ts'],
    ],
  ],
  [
    'app',
    [
      ...['lib/std', 'lib/env.ts', 'lib/accounting', 'lib/activity', 'lib/settings', 'lib/accounts'],
      ...['lib/reference', 'lib/mappings', 'lib/billing', 'lib/statistics', 'lib/sync', 'lib/webhooks'],
    ],
  ],
  ['proxy.ts', ['lib/env.ts', 'lib/accounts']],
  [
    'scripts',
    [
      ...['lib/env.ts', 'lib/std', 'lib/accounting', 'drizzle', 'lib/queue', 'lib/accounts', 'lib/settings'],
      ...['lib/reference', 'lib/mappings', 'tests/simulators'],
    ],
  ],
  ['tests/simulators', []],
  ['tests', ['']],
]

/** Files that hold SQL: they alone may use the query builder and the tables. */
const holdsSql = (file: string) =>
  /(^|\/)store\.ts$/.test(file) ||
  file === 'lib/accounts/directory.ts' ||
  ['lib/accounts/directory/', 'lib/queue/', 'drizzle/', 'tests/', 'drizzle.config'].some(start =>
    file.startsWith(start),
  )

/** Of app only these: who is looking is not known there yet, or it is a window without a member. */
const seesWholeAccount = (file: string) =>
  !file.startsWith('app/') || /^app\/(_session\/|\[install\]\/(\(frame\)\/no-access|\(window\))\/)/.test(file)

/** Packages that only some may use. */
const packages: readonly (readonly [name: RegExp, may: (file: string) => boolean, why: string])[] = [
  [
    /^(next|react|@base-ui|next-auth)(\/|-dom|$)/,
    file => !/^(lib|drizzle|scripts)\//.test(file),
    'belongs to app',
  ],
  [/^drizzle-orm(\/|$)/, holdsSql, 'SQL stands in store.ts, accounts/directory.ts and queue only'],
  [/^postgres$/, file => /^(drizzle|tests)\//.test(file), 'the driver belongs to drizzle'],
  [/^pg-boss$/, file => /^(lib\/queue|tests)\//.test(file), 'the queue library belongs to lib/queue'],
  [/^decimal\.js$/, file => /^(lib\/std|tests)\//.test(file), 'money is the Decimal of lib/std'],
  [/^undici$/, file => /^(lib\/std|tests)\//.test(file), 'the egress gate is lib/std/http.ts'],
]

export function checkImports(source: Source): Violation[] {
  const { file } = source
  const zone = zoneOf(file)
  if (!zone)
    return isConfiguration(file) ? [] : [{ rule: 'place', file, detail: 'stands in no folder of the map' }]
  return importsOf(source).flatMap(({ specifier, target }) => {
    const problem =
      target === null ? packageProblem(file, specifier) : ownProblem(file, zone, specifier, target)
    return problem ? [{ rule: 'imports', file, detail: `${specifier}: ${problem}` }] : []
  })
}

function ownProblem(file: string, zone: Zone, specifier: string, target: string): string | null {
  if (specifier.startsWith('@/') && !/^(app\/|proxy\.ts|tests\/)/.test(file))
    return 'the alias exists in app only'
  if (!/\.(ts|tsx|js|mjs|css|json)$/.test(target)) return 'an import of ours carries its ending'
  if (target.startsWith('drizzle/schema/') && !holdsSql(file)) return 'tables are for the files that hold SQL'
  if (file.startsWith('app/') && /(^|\/)store\.ts$/.test(target)) return 'app never imports a store'
  if (target === 'lib/accounts/transaction.ts' && !seesWholeAccount(file))
    return 'pages and actions read within the companies of their member (app/_session/within.ts)'
  if (vendorOf(file) && vendorOf(target) && vendorOf(file) !== vendorOf(target))
    return 'a vendor never imports another'
  const allowed = [zone.name, ...zone.may].some(entry => within(target, entry))
  return allowed ? null : `${zone.name} may not import it`
}

function packageProblem(file: string, specifier: string): string | null {
  const rule = packages.find(([name, may]) => name.test(specifier) && !may(file))
  return rule ? rule[2] : null
}

interface Zone {
  readonly name: string
  readonly may: readonly string[]
}

function zoneOf(file: string): Zone | undefined {
  const row = table.find(([name]) => within(file, name))
  return row && { name: row[0], may: row[1] }
}

const within = (file: string, place: string) => place === '' || file === place || file.startsWith(`${place}/`)
const isConfiguration = (file: string) => /^[\w.]+\.config\.(ts|js|mjs)$/.test(file)
const vendorOf = (file: string) => /^lib\/connectors\/([^/]+)\//.exec(file)?.[1]

function ports(open: boolean): string[] {
  return [
    'lib/connectors/ports.ts',
    'lib/connectors/attachment-facts.ts',
    'lib/connectors/consent-facts.ts',
    'lib/connectors/credit-facts.ts',
    'lib/connectors/install-facts.ts',
    'lib/connectors/ledger-facts.ts',
    'lib/connectors/payment-facts.ts',
    'lib/connectors/psa-facts.ts',
    'lib/connectors/write-facts.ts',
    ...(open ? ['lib/connectors/open.ts'] : []),
  ]
}
