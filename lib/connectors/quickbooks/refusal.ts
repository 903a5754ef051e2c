import { z } from 'zod'
import { zInteger, zText } from '../../std/json.ts'
import { zMaybeText } from './fields.ts'

export interface Refusal {
  code: string
  message: string
  /** the field that the vendor blames, '' where it names none */
  element: string
}

const text = zText.max(4_000)
const zCode = z
  .union([zText, zInteger])
  .nullish()
  .transform(code => String(code ?? ''))

/**
 * `{"Fault":{"Error":[{"Message","Detail","code","element"}],"type":"ValidationFault"},"time"}`, with any status, 200 among
 * them; the gateway writes its names small: `{"fault":{"error":[{"message","detail","code"}],"type"}}`.
 */
const zError = z
  .object({ Message: text.nullish(), Detail: text.nullish(), code: zCode, element: zMaybeText })
  .transform(
    ({ Message, Detail, code, element }): Refusal => ({
      code,
      message: Detail || Message || '',
      element,
    }),
  )
const zSmallError = z.object({ message: text.nullish(), detail: text.nullish(), code: zCode }).transform(
  ({ message, detail, code }): Refusal => ({
    code,
    message: detail || message || '',
    element: '',
  }),
)

export const zFault = z
  .object({ Error: z.array(zError).min(1), type: zMaybeText })
  .transform(fault => ({ errors: fault.Error, type: fault.type }))
const zSmallFault = z
  .object({ error: z.array(zSmallError).min(1), type: zMaybeText })
  .transform(fault => ({ errors: fault.error, type: fault.type }))

export type Fault = z.output<typeof zFault>

export const zFaulty = z.union([
  z.object({ Fault: zFault }).transform(body => body.Fault),
  z.object({ fault: zSmallFault }).transform(body => body.fault),
])

/** `{"error":"invalid_grant"}`: OAuth's, RFC 6749 §5.2. */
export const zOauth = z.object({ error: text, error_description: zMaybeText }).transform(
  ({ error, error_description }): Refusal => ({
    code: error,
    message: error_description || error,
    element: '',
  }),
)
