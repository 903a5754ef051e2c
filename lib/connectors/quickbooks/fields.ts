import { z } from 'zod'
import { zId } from '../../std/json.ts'

/** QuickBooks leaves out what is empty. */
export const zMaybeText = z
  .string()
  .nullish()
  .transform(text => text ?? '')

/** `{"value":"12","name":"Anybody"}`; the name is for people and may be old. */
export const zRef = z.object({ value: zId })

/** `2026-11-02T01:15:20-08:00` as ISO text in UTC. */
export const zMoment = z
  .string()
  .refine(text => !Number.isNaN(Date.parse(text)), 'expected a moment')
  .transform(text => new Date(text).toISOString())

export const zMeta = z.object({ LastUpdatedTime: zMoment })
