import type { RejectionCode } from '../write-facts.ts'
import type { Refusal } from './refusal.ts'

/**
 * What a code of Intuit's says of a document, customer or vendor
 * (https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes). 6210 stands for a closed period and,
 * in an older list, for a number that is taken; 2500 and 610 are of whatever the text names.
 */
export function rejectionCode({ code, message, element }: Refusal): RejectionCode {
  switch (code) {
    case '6240':
      return 'duplicate-contact'
    case '6140':
      return 'duplicate-number'
    case '6200':
      return 'locked-period'
    case '6210':
      return /duplicate/i.test(message) ? 'duplicate-number' : 'locked-period'
    case '2500':
    case '610':
    case '6000':
      return blamed(`${element} ${message}`)
    default:
      return 'other'
  }
}

// The words of Intuit's own texts: "Invalid Reference Id : Accounts element id 7 not found", "… Names element id …".
const subjects: readonly (readonly [RegExp, RejectionCode])[] = [
  [/closed|closing date|close date/i, 'locked-period'],
  [/tax ?(code|rate)|TaxCodeRef/i, 'tax'],
  [/currenc/i, 'currency'],
  [/customer|vendor|names? element/i, 'contact'],
  [/account|item/i, 'account'],
]

function blamed(text: string): RejectionCode {
  return subjects.find(([pattern]) => pattern.test(text))?.[1] ?? 'other'
}
