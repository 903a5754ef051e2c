import type { SimResponse } from '../kit/message.ts'

/** The vendor's error bodies (knowledge: REST, statuses and error body). */
export type FieldError = { code: string; message: string; resource: string; field: string }

export const failure = (
  status: number,
  code: string,
  message: string,
  errors: FieldError[] | null = null,
): SimResponse => ({ status, body: { code, message, errors } })

export const invalid = (
  resource: string,
  field: string,
  message: string,
  code = 'InvalidField',
): SimResponse =>
  failure(400, 'InvalidObject', `${resource} object is invalid`, [{ code, message, resource, field }])

/** What the cloud says to wrong keys and unknown login companies alike. */
export const noSuchPlace = (): SimResponse =>
  failure(404, 'NotFound', 'The requested resource was not found.')
export const unauthorized = (): SimResponse => ({
  status: 401,
  body: { code: 'Unauthorized', message: 'Authentication failed.' },
})
export const forbidden = (): SimResponse =>
  failure(403, 'Forbidden', 'You do not have the security rights for this operation.')
export const sslRequired = (): SimResponse => failure(403, 'Security', 'SSL is required.')

export const tooMany = (retryAfterSeconds: number): SimResponse => ({
  status: 429,
  headers: { 'retry-after': String(retryAfterSeconds) },
  body: {
    error: 'ConnectWiseAPI',
    message: `Too many requests. Please try again in ${retryAfterSeconds} seconds.`,
  },
})

export const serverError = (status: number): SimResponse =>
  failure(status, 'ServerError', 'An unexpected error occurred on the server.')
