import Link from 'next/link'
import { notFound } from 'next/navigation'
import { within } from '@/app/_session/within.ts'
import { CopyButton } from '@/app/_ui/copy-button.tsx'
import { Facts } from '@/app/_ui/facts.tsx'
import { openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { Shell } from '@/app/_ui/shell.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import { callOf, type WholeCall } from '@/lib/activity/calls/calls.ts'
import { parseJson } from '@/lib/std/json.ts'
import { idOf } from '../../filter-of.ts'
import { curlOf, formatBytes, readable, systemName, toneOf } from '../../words.ts'

/** One call as it was kept: headers and bodies without their secrets. */
export default async function CallPage({
  params,
  searchParams,
}: {
  params: Promise<{ install: string; call: string }>
  searchParams: PageAddress['searchParams']
}) {
  const page = await openPage({ params, searchParams }, 'configure')
  const id = idOf((await params).call)
  const call = id === null ? null : await within(page.member, tx => callOf(tx, id))
  if (!call) notFound()
  return (
    <Shell
      page={page}
      current="logs"
      title={`${call.method} to ${call.direction === 'in' ? 'Evenbook' : systemName(call.system)}`}
      actions={<CopyButton text={curlOf(call)} label="Copy as curl" />}
    >
      <p>
        <Link href={`/${page.viewer.install}/logs`}>All calls</Link>
      </p>
      <CallFacts call={call} />
      <Part title="Request" headers={call.requestHeaders} body={call.requestBody} />
      <Part
        title={call.status === null ? 'No answer' : 'Answer'}
        headers={call.responseHeaders}
        body={call.responseBody}
      />
    </Shell>
  )
}

function CallFacts({ call }: { call: WholeCall }) {
  const facts = [
    [
      'Status',
      <span key="status" className="pill" data-tone={toneOf(call.status)}>
        {call.status ?? 'No answer'}
      </span>,
    ],
    ['Time', <TimeText key="time" at={call.at.toISOString()} seconds />],
    ['Path', call.path],
    ['Records', call.records.join(', ') || 'none named'],
    ['Took', `${call.ms.toLocaleString('en')} ms`],
    ['Size', formatBytes(call.bytes)],
    ['Vendor’s id', call.correlationId || 'none'],
  ] as const
  return <Facts facts={facts} />
}

function Part({ title, headers, body }: { title: string; headers: Record<string, string>; body: string }) {
  const text = readable(body, json => JSON.stringify(parseJson(json), null, 2))
  return (
    <section className="card" aria-label={title}>
      <h2 className="section-head">{title}</h2>
      <ScrollBox label={`${title}: headers`}>
        <pre>
          {Object.entries(headers)
            .map(([name, value]) => `${name}: ${value}`)
            .join('\n') || 'No headers'}
        </pre>
      </ScrollBox>
      <ScrollBox label={`${title}: body`}>
        <pre className="max-h-128">{text || 'No body'}</pre>
      </ScrollBox>
    </section>
  )
}
