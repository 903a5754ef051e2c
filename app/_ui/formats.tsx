'use client'

import { createContext, type ReactNode, use } from 'react'
import type { Formats } from '@/lib/settings/preferences.ts'
import { formatAmount, formatDay, formatMoney } from './format.ts'

const FormatsContext = createContext<Formats>({ locale: null, timeZone: null })

/** Around a screen: the way its reader wants figures, days and times. */
export function FormatsProvider({ formats, children }: { formats: Formats; children: ReactNode }) {
  return <FormatsContext value={formats}>{children}</FormatsContext>
}

export function useFormats(): Formats {
  return use(FormatsContext)
}

export function Money({
  amount,
  currency,
  withCode = false,
}: {
  amount: string
  currency: string
  withCode?: boolean
}) {
  return formatMoney(amount, currency, withCode, useFormats().locale)
}

export function Amount({ amount }: { amount: string }) {
  return formatAmount(amount, useFormats().locale)
}

export function Day({ day }: { day: string | null }) {
  return formatDay(day, useFormats().locale)
}
