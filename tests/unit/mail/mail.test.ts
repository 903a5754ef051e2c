import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RunningMail } from '../../simulators/smtp/index.ts'
import { startMail } from '../../simulators/smtp/index.ts'

let server: RunningMail
const user = { name: 'relay', password: 'hush-p@ss:word/' }
const invitation = {
  to: 'sam.lee@example.com',
  subject: 'Join Evenbook',
  text: 'https://books.example.com/hush-link',
}
const configured = {
  EVENBOOK_SANDBOX: '1',
  EVENBOOK_URL: 'https://books.example.com',
  DATABASE_URL: 'postgres://evenbook:x@db.example.com:5432/evenbook',
  EVENBOOK_KEYS: `1:${randomBytes(32).toString('base64')}`,
  SESSION_SECRET: 'x'.repeat(40),
  CONNECTWISE_CLIENT_ID: 'client',
  XERO_CLIENT_ID: 'xero',
  XERO_CLIENT_SECRET: 'xero',
}

beforeAll(async () => {
  server = await startMail({ users: { [user.name]: user.password } })
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.control.clearMails()
  await server.control.clearRefusals()
})

/** The module with that configuration; the process reads its environment once, so each has a fresh one. */
async function mailWith(mail: Record<string, string>) {
  vi.resetModules()
  vi.unstubAllEnvs()
  for (const [name, value] of Object.entries({ ...configured, ...mail })) vi.stubEnv(name, value)
  return import('../../../lib/mail/mail.ts')
}

const here = () => ({ SMTP_URL: server.smtpUrl, MAIL_FROM: 'Evenbook <mail@books.example.com>' })

describe('sendMail', () => {
  test('hands a plain text over to the mail server, at once', async () => {
    const { isMailConfigured, sendMail } = await mailWith(here())
    expect(isMailConfigured()).toBe(true)
    await sendMail(invitation)
    const [received, ...more] = await server.control.mails()
    expect(more).toEqual([])
    expect(received).toMatchObject({ from: here().MAIL_FROM, recipients: [invitation.to], ...invitation })
    expect(received?.headers).toMatchObject({ 'auto-submitted': 'auto-generated' })
  })

  test('signs in with what stands in the address', async () => {
    const url = (password: string) =>
      server.smtpUrl.replace('//', `//${user.name}:${encodeURIComponent(password)}@`)
    const good = await mailWith({ ...here(), SMTP_URL: url(user.password) })
    await good.sendMail(invitation)
    expect(await server.control.mails()).toHaveLength(1)
    const bad = await mailWith({ ...here(), SMTP_URL: url('wrong') })
    await expect(bad.sendMail(invitation)).rejects.toMatchObject({ name: 'MailError', kind: 'refused' })
  })

  test('without a mail server it says which variables are missing', async () => {
    const { isMailConfigured, sendMail } = await mailWith({})
    expect(isMailConfigured()).toBe(false)
    await expect(sendMail(invitation)).rejects.toMatchObject({
      kind: 'not-configured',
      message: expect.stringContaining('SMTP_URL and MAIL_FROM'),
    })
  })

  test.each([
    [{ at: 'recipient', code: 550 }, 'address'],
    [{ at: 'recipient', code: 450 }, 'refused'],
    [{ at: 'sender', code: 553 }, 'refused'],
    [{ at: 'data', code: 554 }, 'refused'],
    [{ at: 'connect', code: 421 }, 'refused'],
  ] as const)('what the server refuses at %o is a sentence for people', async (refusal, kind) => {
    const { sendMail } = await mailWith(here())
    await server.control.refuse(refusal)
    const failure: unknown = await sendMail(invitation).catch(error => error)
    expect(failure).toMatchObject({ name: 'MailError', kind })
    expect(String(failure)).not.toContain('Refused by the script')
    expect(await server.control.mails()).toEqual([])
  })

  test.each(['connect', 'data'] as const)('a server that stays silent at %s is given up', async at => {
    const { sendMail } = await mailWith(here())
    await server.control.refuse({ at, silent: true })
    await expect(sendMail(invitation, { timeoutMs: 300 })).rejects.toMatchObject({ kind: 'unreachable' })
  })

  test('nobody listens', async () => {
    const { sendMail } = await mailWith({ ...here(), SMTP_URL: 'smtp://127.0.0.1:1' })
    await expect(sendMail(invitation)).rejects.toMatchObject({ kind: 'unreachable' })
  })

  test('another machine is spoken to encrypted or not at all', async () => {
    // A name of this machine that does not look like one: the server there offers no STARTTLS.
    const { port } = new URL(server.smtpUrl)
    const { sendMail } = await mailWith({ ...here(), SMTP_URL: `smtp://[::ffff:7f00:1]:${port}` })
    await sendMail(invitation)
    const elsewhere = await mailWith({ ...here(), SMTP_URL: `smtp://2130706433:${port}` })
    await expect(elsewhere.sendMail(invitation)).rejects.toMatchObject({ name: 'MailError' })
    expect(await server.control.mails()).toHaveLength(1)
  })

  test.each([
    'sam@example.com\r\nBcc: all@example.com',
    'sam@example.com, all@example.com',
    'Sam <sam@example.com>',
    '"a b"@example.com',
    'sam@localhost',
    'sam@[127.0.0.1]',
    'sam@exa_mple.com',
    '',
    `${'x'.repeat(65)}@example.com`,
  ])('%j is no address', async to => {
    const { isMailAddress, sendMail } = await mailWith(here())
    expect(isMailAddress(to)).toBe(false)
    await expect(sendMail({ ...invitation, to })).rejects.toMatchObject({ kind: 'address' })
    expect(await server.control.mails()).toEqual([])
  })

  test('a subject cannot begin another header', async () => {
    const { sendMail } = await mailWith(here())
    await expect(sendMail({ ...invitation, subject: 'x\r\nBcc: all@example.com' })).rejects.toMatchObject({
      kind: 'address',
    })
    expect(await server.control.mails()).toEqual([])
  })

  test('a text may say anything: it stays one text for one person', async () => {
    const { sendMail } = await mailWith(here())
    const text = 'End\r\n.\r\nMAIL FROM:<evil@example.com>\r\nRCPT TO:<all@example.com>\r\nDATA'
    await sendMail({ ...invitation, text })
    const received = await server.control.mails()
    expect(received.map(one => [one.recipients, one.text])).toEqual([
      [[invitation.to], text.replaceAll('\r\n', '\n')],
    ])
  })

  test('neither address nor link nor password is logged', async () => {
    const lines: string[] = []
    vi.doMock('../../../lib/std/log.ts', async original => {
      const { createLogger } = await original<typeof import('../../../lib/std/log.ts')>()
      const write = (line: string) => void lines.push(line)
      return { createLogger: (name: string) => createLogger(name, { level: 'debug', write }) }
    })
    const url = server.smtpUrl.replace('//', '//relay:hush-wrong@')
    const { sendMail } = await mailWith({ ...here(), SMTP_URL: url })
    await sendMail(invitation).catch(() => undefined)
    vi.doUnmock('../../../lib/std/log.ts')
    expect(lines.join()).toContain('A mail was not sent')
    expect(lines.join()).not.toMatch(/hush|sam\.lee/)
  })
})
