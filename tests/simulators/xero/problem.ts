import { randomUUID } from 'node:crypto'
import type { SimResponse } from '../kit/message.ts'

/** Xero's body for what is refused before the accounting begins. */
export function problem(status: number, title: string, detail: string): SimResponse {
  return {
    status,
    body: {
      Type: null,
      Title: title,
      Status: status,
      Detail: detail,
      Instance: randomUUID(),
      Extensions: {},
    },
  }
}

export function unauthorised(detail: string): SimResponse {
  return problem(401, 'Unauthorized', detail)
}
