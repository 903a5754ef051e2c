import Link from 'next/link'
import { within } from '@/app/_session/within.ts'
import type { OpenPage } from '@/app/_ui/open-page.ts'
import { SettingsSection } from '@/app/_ui/settings/section.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import { accountZone } from '@/lib/accounts/zone.ts'
import { callsKept } from '@/lib/activity/calls/calls.ts'
import { formatBytes } from '../../logs/words.ts'
import { ClearLogging } from './clear.tsx'

/** What detailed logging has kept, and how it goes. The switch itself is a setting and stands among the options. */
export async function LoggingSection({ page }: { page: OpenPage }) {
  const { kept, zone } = await within(page.member, async tx => ({
    kept: await callsKept(tx),
    zone: await accountZone(tx),
  }))
  return (
    <SettingsSection
      id="logging"
      title="Logging data"
      about="What detailed logging has kept. The switch stands among the options."
    >
      {kept.oldest === null ? (
        <p>No calls are kept.</p>
      ) : (
        <p>
          {kept.count.toLocaleString('en')} {kept.count === 1 ? 'call is' : 'calls are'} kept, about{' '}
          {formatBytes(kept.bytes)}, the oldest of <TimeText at={kept.oldest.toISOString()} />.{' '}
          <Link href={`/${page.viewer.install}/logs`}>Look at them</Link>
        </p>
      )}
      {kept.count > 0 && <ClearLogging zone={zone} />}
    </SettingsSection>
  )
}
