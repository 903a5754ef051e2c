'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { troubleText } from '@/app/_ui/act-button.tsx'
import type { Outcome } from '@/app/_ui/settings/save-bar.tsx'
import type { DetailsView } from '@/lib/accounts/details/details.ts'
import type { DetailsInput } from '@/lib/accounts/details/wanted.ts'
import { saveAccountDetails } from './actions.ts'

export type Field = keyof DetailsInput
type Words = Readonly<Partial<Record<Field, string>>>

export const labels: Readonly<Record<Field, string>> = {
  kind: 'ConnectWise: PSA site',
  region: 'ConnectWise: PSA site',
  host: 'Host name',
  loginCompany: 'ConnectWise: Company name',
  softwareVersion: 'ConnectWise: Software Version',
  integratorUsername: 'ConnectWise: Integrator username',
  integratorPassword: 'ConnectWise: Integrator password',
  publicKey: 'ConnectWise: API Public Key',
  privateKey: 'ConnectWise: API Private Key',
}

const fields = [
  'kind',
  'region',
  'host',
  'loginCompany',
  'softwareVersion',
  'integratorUsername',
  'integratorPassword',
  'publicKey',
  'privateKey',
] as const satisfies Field[]

export const isField = (name: string): name is Field => Object.hasOwn(labels, name)

export const inputIdOf = (field: Field) => `details-${field === 'kind' ? 'region' : field}`

/** What was typed lives here, so that no error and no newer version takes it away. A secret is only ever typed. */
export function useDetails(start: DetailsView) {
  const act = useAct()
  const [base, setBase] = useState(start)
  const [typed, setTyped] = useState<Partial<DetailsInput>>({})
  const [errors, setErrors] = useState<Words>({})
  const [theirs, setTheirs] = useState<Words>({})
  const values = { ...valuesOf(base), ...typed }
  const changed = changedOf(base, values)

  // The server has read anew: taken over while nothing is being typed.
  const dirty = useRef(false)
  useEffect(() => {
    dirty.current = changed.length > 0
  })
  useEffect(() => {
    if (!dirty.current) setBase(before => (start.revision >= before.revision ? start : before))
  }, [start])

  const save = useCallback(async (): Promise<Outcome> => {
    const whole = { ...valuesOf(base), ...typed }
    const result = await act(saveAccountDetails, { revision: base.revision, values: whole })
    if (!result.ok) {
      const found = result.error.fields ? atFields(result.error.fields) : {}
      setErrors(found)
      return refusal(found, Object.keys(found).length > 0 ? '' : troubleText(result.error))
    }
    const saved = result.value
    const found = saved.kind === 'invalid' ? saved.faults : {}
    setErrors(found)
    setTheirs(saved.kind === 'conflict' ? theirsOf(base, saved.view, changedOf(base, whole)) : {})
    if (saved.kind !== 'invalid') setBase(saved.view)
    if (saved.kind === 'saved') {
      setTyped({})
      return { kind: 'saved', trouble: '', faults: [] }
    }
    return refusal(found, saved.kind === 'conflict' ? conflictText : '')
  }, [act, base, typed])

  const discard = useCallback(() => {
    setTyped({})
    setErrors({})
    setTheirs({})
  }, [])

  return {
    base,
    values,
    changed,
    errors,
    theirs,
    save,
    discard,
    change: (next: Partial<DetailsInput>) => {
      setTyped(before => ({ ...before, ...next }))
      const mended = Object.fromEntries(Object.keys(next).map(key => [key, '']))
      setErrors(before => ({ ...before, ...mended }))
    },
  }
}

const conflictText =
  'Somebody else saved since you opened this page. Their values stand beside yours: Save takes yours, Discard theirs.'

function valuesOf(view: DetailsView): DetailsInput {
  const { kind, region, host, loginCompany, softwareVersion, integratorUsername, publicKey } = view
  const plain = { kind, region, host, loginCompany, softwareVersion, integratorUsername, publicKey }
  return { ...plain, integratorPassword: '', privateKey: '' }
}

/** Site and region are one field of the screen. */
function changedOf(base: DetailsView, values: DetailsInput): Field[] {
  const before = valuesOf(base)
  const differing = fields.filter(field => before[field] !== values[field])
  return differing.includes('kind')
    ? differing.filter(field => field !== 'region' && field !== 'host')
    : differing
}

function atFields(found: Readonly<Record<string, string>>): Words {
  return Object.fromEntries(Object.entries(found).map(([key, text]) => [key.replace(/^values\./, ''), text]))
}

function refusal(found: Words, trouble: string): Outcome {
  const faults = fields.filter(field => (found[field] ?? '') !== '')
  return {
    kind: 'refused',
    trouble,
    faults: faults.map(field => ({ inputId: inputIdOf(field), label: labels[field] })),
  }
}

/** What stands now in fields that both of us changed; of a secret nothing can be shown. */
function theirsOf(before: DetailsView, now: DetailsView, mine: Field[]): Words {
  const [old, current] = [valuesOf(before), valuesOf(now)]
  const both = mine.filter(field => old[field] !== current[field])
  const keys = mine.includes('privateKey') && before.privateKey.setAt !== now.privateKey.setAt
  return {
    ...Object.fromEntries(both.map(field => [field, `Saved meanwhile: ${current[field] || 'none'}.`])),
    ...(keys && { privateKey: `Replaced meanwhile by ${now.privateKey.setBy || 'somebody else'}.` }),
  }
}
