/** What ConnectWise can be asked to report, by its own name of the type, and for which kind of records it is; null: always. */
export const callbackTypes = {
  invoice: { kind: null, what: 'invoices' },
  purchaseorder: { kind: 'procurement', what: 'purchase orders' },
  expense: { kind: 'expenses', what: 'expenses' },
} as const satisfies Record<string, { kind: string | null; what: string }>

export type CallbackType = keyof typeof callbackTypes

export function isCallbackType(type: string): type is CallbackType {
  return Object.hasOwn(callbackTypes, type)
}

export const allCallbackTypes: readonly CallbackType[] = Object.keys(callbackTypes).filter(isCallbackType)

/** Of the kinds that any company takes. */
export function callbackTypesOf(kinds: ReadonlySet<string>): CallbackType[] {
  return allCallbackTypes.filter(type => {
    const { kind } = callbackTypes[type]
    return kind === null || kinds.has(kind)
  })
}

/** Our rows in ConnectWise by their types. */
export type CallbackIds = { readonly [Type in CallbackType]?: string }

/** As the account's row keeps them: `invoice:12 purchaseorder:15`; null without any. An id alone is that of invoices. */
export function callbackIdsText(ids: CallbackIds): string | null {
  const parts = allCallbackTypes.flatMap(type => (ids[type] === undefined ? [] : [`${type}:${ids[type]}`]))
  return parts.length > 0 ? parts.join(' ') : null
}

export function callbackIdsOf(text: string | null): CallbackIds {
  const parts = (text ?? '').split(' ').filter(part => part !== '')
  return Object.fromEntries(
    parts.flatMap(part => {
      const [type = '', id] = part.includes(':') ? part.split(':') : ['invoice', part]
      return isCallbackType(type) && id !== undefined ? [[type, id]] : []
    }),
  )
}
