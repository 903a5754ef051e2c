import Link from 'next/link'
import { within } from '@/app/_session/within.ts'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { plural } from '@/app/_ui/format.ts'
import { type OpenPage, openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { type MovingPart, movingParts, type Segment, segments } from '@/lib/mappings/moving.ts'
import { recentSets } from '@/lib/mappings/sets.ts'
import { type Kind, kindWord } from '../kinds.ts'
import { movingAsks } from '../list-ask.ts'
import { RecentSets } from '../recent-sets.tsx'
import { takeExact } from './actions.ts'

/** A firm that comes from Wise-Sync has mapped everything by equal names: read as it is. */
export default async function MovingPage(address: PageAddress) {
  const page = await openPage(address, 'map')
  const { company, member } = page
  if (!company)
    return (
      <Shell page={page} current="mappings" title="Moving from Wise-Sync">
        <Empty heading="No company is set up yet" />
      </Shell>
    )
  const { parts, sets, categories, captions } = await within(member, async tx => {
    const asks = await movingAsks(tx, company.id)
    return {
      parts: await movingParts(tx, company.id, asks),
      sets: (await recentSets(tx, company.id, 20)).filter(set => set.source === 'wise-sync'),
      captions: await segments(tx),
      categories: new Map(asks.map(ask => [ask.kind, ask.categoryId])),
    }
  })
  const exact = parts.reduce((all, part) => all + part.exact.length, 0)
  return (
    <Shell
      page={page}
      current="mappings"
      title="Moving from Wise-Sync"
      actions={
        <Link className="button" href={addressOf(page)}>
          Back
        </Link>
      }
    >
      <p>
        Wise-Sync has no mapping tables: what is called the same on both sides belongs together. Your GL
        segments, codes and names are read as they are, so nothing is mapped twice. From then on ids count,
        and a name may change on either side.
      </p>
      <div className="actions">
        {exact > 0 ? (
          <ActButton action={takeExact} input={{ companyId: company.id }} kind="primary" busy="Saving…">
            Take all {plural(exact, 'exact match', 'exact matches')}
          </ActButton>
        ) : (
          <p role="status">All that matches exactly is mapped.</p>
        )}
      </div>
      <Captions captions={captions} />
      <Parts {...{ page, parts, categories }} />
      <RecentSets companyId={company.id} mayMap={page.viewer.mayMap} sets={sets} />
    </Shell>
  )
}

/** What Manage calls the segments; one that is of the other type is not what the convention says. */
function Captions({ captions }: { captions: Segment[] }) {
  const odd = captions.filter(({ fits }) => fits === false)
  if (captions.length === 0) return null
  return (
    <>
      <p className="muted">
        In Manage:{' '}
        {captions
          .map(
            ({ number, caption }) => `segment ${number} is ${caption === '' ? 'not used' : `“${caption}”`}`,
          )
          .join(', ')}
        .
      </p>
      {odd.length > 0 && (
        <p className="message" data-tone="warn">
          GL segment {odd.map(({ number }) => number).join(' and ')} is not of the type that the convention
          has there (segment 1 an account, the others classes). Look at what it matches before you take it.
        </p>
      )}
    </>
  )
}

/** What stands where in the convention, and what it is compared with. */
const readings: Readonly<Partial<Record<Kind, readonly [where: string, as: string]>>> = {
  account: ['GL segment 1', 'is the number of an account'],
  'tracking-2': ['GL segment 2', 'is an option of the tracking category it feeds'],
  'tracking-3': ['GL segment 3', 'is an option of the tracking category it feeds'],
  item: ['GL segment 4 (Non-Product ID) and product ids', 'are codes of items'],
  tax: ['Tax codes', 'are named as tax rates'],
  'purchase-tax': ['Tax codes, when bought', 'are named as tax rates'],
  customer: ['Company names', 'are names of contacts'],
  vendor: ['Vendor names', 'are names of contacts'],
  employee: ['Member names', 'are names of contacts'],
  term: ['Terms XRef', 'is a rule: days, or M+n:Dn'],
}

function Parts(props: { page: OpenPage; parts: MovingPart[]; categories: Map<string, string | null> }) {
  const { page, parts, categories } = props
  return (
    <ScrollBox label="How it is read">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">In ConnectWise</th>
            <th scope="col">Read as</th>
            <th scope="col" className="number">
              Match exactly
            </th>
            <th scope="col" className="number">
              Mapped already
            </th>
            <th scope="col">Stay open</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(part => {
            const [where, as] = readings[part.kind] ?? ['', '']
            return (
              <tr key={part.kind}>
                <th scope="row">{where}</th>
                <td>{as}</td>
                <td className="number">
                  {part.exact.length} of {part.total - part.decided}
                </td>
                <td className="number">{part.decided}</td>
                <td>
                  <Open
                    {...{ page, part }}
                    withoutCategory={categories.get(part.kind) === null && isTracking(part)}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollBox>
  )
}

const openMost = 6

function Open({
  page,
  part,
  withoutCategory,
}: {
  page: OpenPage
  part: MovingPart
  withoutCategory: boolean
}) {
  if (part.open.length === 0) return <>–</>
  if (withoutCategory)
    return <>The segment feeds no tracking category yet: choose one on the Companies page.</>
  const more = part.open.length - openMost
  return (
    <>
      {part.open.slice(0, openMost).join(', ')}
      {more > 0 && ` and ${more} more`} ·{' '}
      <Link href={addressOf(page, part.kind)}>
        Map<span className="sr-only"> {kindWord(part.kind).toLowerCase()}</span>
      </Link>
    </>
  )
}

function isTracking({ kind }: MovingPart): boolean {
  return kind === 'tracking-2' || kind === 'tracking-3'
}

function addressOf({ viewer, companies, company }: OpenPage, kind = ''): string {
  const query = {
    ...(kind !== '' && { kind }),
    ...(companies.length > 1 && company && { company: company.id }),
  }
  return `/${viewer.install}/mappings?${new URLSearchParams(query)}`
}
