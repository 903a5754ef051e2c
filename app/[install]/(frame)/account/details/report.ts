import type { TestEvent } from '@/lib/accounts/details/connection-test.ts'
import type { DetailsInput } from '@/lib/accounts/details/wanted.ts'

type End = Extract<TestEvent, { kind: 'end' }>

const outcomes: Readonly<Record<End['outcome'], string>> = {
  ok: 'All is in order.',
  warn: 'It works; the marked points are worth a look.',
  bad: 'It does not work yet: see what failed.',
  cancelled: 'Cancelled.',
  late: 'Not finished within ten seconds: what is above was found until then.',
}

export function endText({ outcome, ms }: End): string {
  const seconds = (ms / 1_000).toFixed(1)
  return outcome === 'cancelled' ? outcomes.cancelled : `${outcomes[outcome]} ${seconds} s.`
}

/** For a mail to whoever helps: what was found, and nothing to sign in by. */
export function reportOf(values: DetailsInput, events: readonly TestEvent[]): string {
  const site = values.kind === 'cloud' ? values.region : values.host
  const head = [
    'ConnectWise connectivity',
    `Site ${site}, company ${values.loginCompany}, software version ${values.softwareVersion}`,
    new Date().toISOString(),
  ]
  const lines = events.flatMap(event => {
    if (event.kind === 'end') return [endText(event)]
    if (event.kind === 'begun') return []
    const fix = event.fix === '' ? '' : ` → ${event.fix}`
    return [`[${event.state}] ${event.line}: ${event.text} (${Math.round(event.ms)} ms)${fix}`]
  })
  return [...head, '', ...lines].join('\n')
}
