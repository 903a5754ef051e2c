import type { Mail } from '../../mail/mail.ts'

/** A record in a letter: what it is called, what is the matter, and the page that shows it. No amounts. */
export interface Line {
  title: string
  trouble: string
  link: string
}

/** What one company has to say in a letter. */
export interface Part {
  company: string
  count: number
  /** the first few of them */
  lines: readonly Line[]
  /** the page that lists them all */
  link: string
}

/** To whom, and what every letter ends with. */
export interface Envelope {
  to: string
  account: string
  /** the switch, on the person's own page */
  switchLink: string
}

export function dailyLetter(envelope: Envelope, parts: readonly Part[]): Mail {
  const count = total(parts)
  return letter(envelope, `${records(count)} ${count === 1 ? 'needs' : 'need'} a fix`, [
    `Not sent, because something has to be mended first, in ${envelope.account}:`,
    ...parts.flatMap(part => partLines(part, `${records(part.count)} to fix`)),
  ])
}

export function stuckLetter(envelope: Envelope, parts: readonly Part[], hours: number): Mail {
  const count = total(parts)
  const wait = count === 1 ? 'has waited' : 'have waited'
  return letter(envelope, `${records(count)} ${wait} for more than ${hours} hours`, [
    `On the way for more than ${hours} hours, in ${envelope.account}. Nothing is lost and nothing is sent twice; it goes on by itself once what holds it up is over:`,
    ...parts.flatMap(part => partLines(part, `${records(part.count)} waiting`)),
  ])
}

export interface LostLine {
  company: string
  ledger: string
  organisation: string
  reason: string
  link: string
}

export function reconnectLetter(envelope: Envelope, lost: readonly LostLine[]): Mail {
  const [first] = lost
  const what = lost.length === 1 && first ? `${first.ledger} for ${first.company}` : `${lost.length} ledgers`
  return letter(envelope, `Reconnect ${what}`, [
    `Nothing is sent to these ledgers until an account-admin of ${envelope.account} connects them again. What waits then goes by itself.`,
    ...lost.flatMap(one => [
      '',
      `${one.company}: ${one.ledger}, ${one.organisation}. ${one.reason}`,
      one.link,
    ]),
  ])
}

export interface LostReports {
  /** switched off, or gone */
  how: string
  at: string
  /** '' while it is not registered again */
  backAt: string
  link: string
}

export function callbacksLetter(envelope: Envelope, { how, at, backAt, link }: LostReports): Mail {
  const found =
    how === 'missing'
      ? 'A callback by which ConnectWise reports changes was gone'
      : 'ConnectWise had switched off a callback by which it reports changes'
  return letter(envelope, 'ConnectWise stopped reporting changes', [
    `${found}, in ${envelope.account}: found ${at}.`,
    backAt === ''
      ? 'It could not be registered again yet; that is tried every five minutes, and meanwhile ConnectWise is asked for changes.'
      : `It was registered again ${backAt}.`,
    'ConnectWise does so when its messages did not reach Evenbook for three days. What was closed meanwhile is looked for as soon as it is back.',
    '',
    link,
  ])
}

function letter({ to, switchLink }: Envelope, subject: string, lines: readonly string[]): Mail {
  const foot = ['', '-- ', 'Alerts by mail are on for you. Change that under My profile:', switchLink]
  // A name from outside may hold a line's end; the subject is a header.
  return { to, subject: subject.replaceAll(/\p{Cc}+/gu, ' '), text: [...lines, ...foot].join('\n') }
}

function partLines({ company, count, lines, link }: Part, what: string): string[] {
  const rest = count - lines.length
  return [
    '',
    `${company}: ${what}`,
    ...lines.flatMap(line => [`- ${oneLine(line.title)}: ${oneLine(line.trouble)}`, `  ${line.link}`]),
    ...(rest > 0 ? [`… and ${rest} more`] : []),
    `All of them: ${link}`,
  ]
}

function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ')
}

function total(parts: readonly Part[]): number {
  return parts.reduce((sum, { count }) => sum + count, 0)
}

function records(count: number): string {
  return count === 1 ? '1 record' : `${count} records`
}
