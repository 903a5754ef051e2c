import { z } from 'zod'
import { zText } from '../../std/json.ts'
import { zMaybeText, zVerdict } from './fields.ts'

export interface Refusal {
  code: string
  message: string
}

const text = zText.max(2_000)

/** `{"Type":null,"Title":"Unauthorized","Status":401,"Detail":"TokenExpired: …"}`: the gateway's form. */
const zGateway = z
  .object({ Title: text, Detail: text.nullish() })
  .transform(({ Title, Detail }): Refusal => ({ code: Title, message: Detail || Title }))

/** `{"ErrorNumber":10,"Type":"ValidationException","Message":…,"Elements":[…]}`: the accounting API's own. */
const zException = z
  .object({ Type: text, Message: text })
  .transform(({ Type, Message }): Refusal => ({ code: Type, message: Message }))

/** `{"error":"invalid_grant"}`: OAuth's, RFC 6749 §5.2. */
const zOauth = z
  .object({ error: text, error_description: zMaybeText })
  .transform(
    ({ error, error_description }): Refusal => ({ code: error, message: error_description || error }),
  )

export const zRefusal = z.union([zGateway, zException, zOauth])

/** The elements that a summarised refusal names (`summarizeErrors` not false). */
export const zSummarised = z.object({ Elements: z.array(zVerdict) })
