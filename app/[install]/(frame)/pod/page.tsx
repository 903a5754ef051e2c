import '@/app/_ui/kit.css'
import { requireCompany, requireMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { FormatsProvider } from '@/app/_ui/formats.tsx'
import { formatsOf } from '@/lib/settings/preferences.ts'
import { AgreementPanel } from './agreement.tsx'
import { Follow } from './follow.tsx'
import { readPod } from './read.ts'
import { Receivables } from './receivables.tsx'
import { SeveralPanels } from './several.tsx'
import { Message, NotOffered, RecordView } from './states.tsx'
import { TodayPanel } from './today.tsx'

interface Address {
  params: Promise<{ install: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The small frame in Manage: an invoice, a customer's invoices, the bills of a purchase order, an agreement, an expense, or what waits for the member. Screen and id are hints; the record is read by REST. */
export default async function PodPage({ params, searchParams }: Address) {
  const { install } = await params
  const query = await searchParams
  const member = await requireMember(install)
  requireCompany(member)
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '')
  const screen = text('screen').toLowerCase()
  const id = /^\d{1,12}$/.test(text('id')) ? text('id') : ''
  const formats = await within(member, tx => formatsOf(tx, member.userId, null))
  return (
    <FormatsProvider formats={formats}>
      <main className="pod" aria-label="Accounting">
        <Follow install={install} screen={screen} id={id}>
          <Pod {...{ member, screen, id, open: text('record') }} />
        </Follow>
      </main>
    </FormatsProvider>
  )
}

async function Pod(asked: Parameters<typeof readPod>[0]) {
  const pod = await readPod(asked)
  switch (pod.kind) {
    case 'several':
      return (
        <SeveralPanels
          {...pod}
          screen={asked.screen}
          above={asked.screen === 'companyfinance' && <Receivables {...asked} viewer={pod.viewer} />}
        />
      )
    case 'agreement':
      return <AgreementPanel {...pod} screen={asked.screen} />
    case 'not-offered':
      return <NotOffered status={pod.status} />
    case 'today':
      return <TodayPanel {...pod} screen={asked.screen} />
    case 'record':
      return <RecordView {...pod} />
    default:
      return <Message kind={pod.kind} viewer={pod.viewer} />
  }
}
