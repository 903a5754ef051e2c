import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { startMail } from '../../simulators/smtp/index.ts'

const letter = {
  from: 'Evenbook <mail@evenbook.example>',
  to: 'sam.lee@example.com',
  subject: 'Grüße: you have been invited to Evenbook by Jane Ng of Evenbook Demo MSP, Sydney',
  text: `Dear Sam,\n\nOpen https://evenbook.example/${'x'.repeat(120)} – 7 days.\n.\nEnd = 100 %`,
}

async function mail(...options: Parameters<typeof startMail>) {
  const server = await startMail(...options)
  const { hostname: host, port } = new URL(server.smtpUrl)
  return { ...server, transport: createTransport({ host, port: Number(port), ignoreTLS: true }) }
}

test('a mail arrives as it was written, and stands on the page with its link', async () => {
  const server = await mail()
  try {
    await server.transport.sendMail(letter)
    const [received, ...others] = await server.control.mails('sam.lee@example.com')
    expect(others).toEqual([])
    expect(received).toMatchObject({ ...letter, sender: 'mail@evenbook.example', recipients: [letter.to] })
    expect(await server.control.mails('nobody@example.com')).toEqual([])
    const page = await (await fetch(server.url)).text()
    expect(page).toContain('href="https://evenbook.example/xxx')
    await server.control.clearMails()
    expect(await server.control.mails()).toEqual([])
  } finally {
    await server.close()
  }
})

test.each([
  [{ at: 'recipient', code: 550, recipient: letter.to }, 550],
  [{ at: 'sender', code: 452 }, 452],
  [{ at: 'data', code: 554 }, 554],
] as const)('a script refuses at %o, as often as it says', async (refusal, responseCode) => {
  const server = await mail()
  try {
    await server.control.refuse(refusal)
    await expect(server.transport.sendMail(letter)).rejects.toMatchObject({ responseCode })
    await server.transport.sendMail(letter)
    expect(await server.control.mails()).toHaveLength(1)
    await expect(server.control.refuse({ ...refusal, at: 'lunch' } as never)).rejects.toThrow('at: one of')
  } finally {
    await server.close()
  }
})
