/** What a server action answers: its value, or what the person can be told. Free of server code: pages import it. */
export type ActionResult<Value> = { ok: true; value: Value } | ActionFailure

export interface ActionFailure {
  ok: false
  error: {
    /** a sentence for the person */
    message: string
    code: FailureCode | (string & {})
    /** to quote to support; '' when there is nothing to look up */
    reference: string
    /** field → sentence, when the input was refused */
    fields?: Record<string, string>
    /** with code `factor`: what is asked for, and how the person can give it */
    factor?: AskedFactor
  }
}

export interface AskedFactor {
  need: 'trusted' | 'recent'
  way: 'app' | 'mail' | 'none'
}

export type FailureCode =
  /** not from a page of ours */
  | 'origin'
  /** no session, or it ended: the frame makes a new one by handshake */
  | 'session'
  /** this frame has not agreed with Manage yet */
  | 'agreement'
  | 'permission'
  /** a code first: `useAct()` asks for it and tries again */
  | 'factor'
  | 'input'
  /** ConnectWise or the ledger did not do its part */
  | 'outside'
  | 'unexpected'

/** First argument of every action: `useAct()` of the frame gives it. */
export interface Caller {
  install: string
  agreement: string
}

export function done<Value>(value: Value): ActionResult<Value> {
  return { ok: true, value }
}

export function refused(
  code: ActionFailure['error']['code'],
  message: string,
  reference = '',
): ActionFailure {
  return { ok: false, error: { code, message, reference } }
}

export function factorMissing(need: AskedFactor['need'] | 'none', way: AskedFactor['way']): ActionFailure {
  const message = 'This asks for a code first, to show that it is you.'
  const factor = { need: need === 'recent' ? need : 'trusted', way } as const
  return { ok: false, error: { code: 'factor', message, reference: '', factor } }
}
