/**
 * What is posted without a server action: forms, which work without a script, and JSON. Each value is what its place takes;
 * tests/e2e/texts.spec.ts puts hostile text at each in turn. A route handler that takes a POST and is not here fails
 * tests/architecture.test.ts.
 */
export interface Papers {
  /** links as they were mailed */
  registration: string
  invitation: string
  reset: string
  /** a ticket of the page that asks for a code */
  factor: string
  email: string
  password: string
}

export interface Form {
  /** below the install, or from the top with `/` before it */
  to: string
  as: 'form' | 'json'
  values(papers: Papers): Readonly<Record<string, string>>
}

const form = (to: string, values: Form['values'] = () => ({})): Form => ({ to, as: 'form', values })
const json = (to: string, values: Form['values']): Form => ({ to, as: 'json', values })

/** route → form; null: takes no text of a person, or (the connection test) takes what an action takes and is asked with those */
export const forms: Readonly<Record<string, Form | null>> = {
  '[install]/(window)/connect/[ledger]/begin/route': form('connect/xero/begin', () => ({ ticket: 'none' })),
  '[install]/(window)/factor/check/route': form('factor/check', papers => ({
    ...{ ticket: papers.factor, code: '000000', trust: '0', stay: '0' },
  })),
  '[install]/(window)/factor/mail/route': form('factor/mail', () => ({ ticket: 'none', stay: '0' })),
  '[install]/(window)/invite/accept/route': json('invite/accept', papers => ({
    ...{ link: papers.invitation, name: 'Sam Lee', password: 'short' },
  })),
  '[install]/api/auth/[...nextauth]/route': null,
  '[install]/signin/again/route': form('signin/again'),
  '[install]/signin/check/route': form('signin/check', () => ({ code: '000000', trust: '0' })),
  '[install]/signin/claim/route': json('signin/claim', () => ({ want: 'session', to: '/' })),
  '[install]/signin/forgot/send/route': form('signin/forgot/send', () => ({ email: 'no@texts.example' })),
  '[install]/signin/out/route': form('signin/out'),
  '[install]/signin/password/route': form('signin/password', papers => ({
    ...{ email: papers.email, password: 'not this one', next: '/' },
  })),
  '[install]/signin/reset/save/route': form('signin/reset/save', papers => ({
    ...{ link: papers.reset, password: 'a good new one', repeat: 'not the same' },
  })),
  '[install]/api/connection-test/route': null,
  'api/webhooks/[source]/[key]/route': null,
  'oauth/[ledger]/choose/route': form('/oauth/xero/choose', () => ({ ticket: 'none', organisation: 'none' })),
  'register/new/save/route': form('/register/new/save', papers => ({
    link: papers.registration,
    accountName: 'Texts MSP',
    yourName: 'Sam Lee',
    region: 'demo',
    loginCompany: 'evenbook_demo',
    publicKey: 'unknownPublicKey',
    privateKey: 'unknownPrivateKey',
    memberIdentifier: 'SLee',
    companyName: 'Texts Pty Ltd',
    password: 'a good new one',
  })),
  'register/start/route': form('/register/start', () => ({ email: 'no address' })),
}
