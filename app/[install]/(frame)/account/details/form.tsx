'use client'

import { useSaveable } from '@/app/_ui/settings/save-area.tsx'
import type { DetailsView } from '@/lib/accounts/details/details.ts'
import { Connectivity } from './connectivity.tsx'
import { HostProof } from './host-proof.tsx'
import { Row } from './row.tsx'
import { SecretField } from './secret-field.tsx'
import { SecretText } from './secret-text.tsx'
import { type Field, inputIdOf, labels, useDetails } from './use-details.ts'

type Details = ReturnType<typeof useDetails>

const ownServer = 'on-premise'

/** The fields in the order of the screen; those of a legacy version only while one is chosen. */
export function DetailsForm({ start }: { start: DetailsView }) {
  const details = useDetails(start)
  const { base, values, changed, save, discard } = details
  useSaveable('Account Details', { title: 'Account Details', count: changed.length, save, discard })
  const legacy = base.versions.find(one => one.value === values.softwareVersion)?.legacy === true
  return (
    <>
      <Shown id="details-account-name" label="Account Name" value={base.accountName} help="As registered." />
      <Site details={details} />
      <Shown
        id="details-dir"
        label="ConnectWise: PSA dir"
        value={base.dir}
        help="Filled in on Save from what ConnectWise says of the company."
      />
      <Text
        details={details}
        field="loginCompany"
        help="What you type as Company when you sign in to ConnectWise."
      />
      <Version details={details} />
      {legacy ? <Integrator details={details} /> : <Keys details={details} />}
      <Connectivity values={values} />
    </>
  )
}

function Site({ details }: { details: Details }) {
  const { base, values, change } = details
  const onPremise = values.kind === ownServer
  const error = (details.errors.kind ?? '') || (details.errors.region ?? '')
  return (
    <>
      <Row
        id={inputIdOf('region')}
        label={labels.region}
        help="The ConnectWise cloud of your region, or a server of your own."
        error={error}
        theirs={details.theirs.region ?? details.theirs.kind ?? ''}
      >
        {given => (
          <select
            {...given}
            className="input"
            value={onPremise ? ownServer : values.region}
            onChange={({ target }) =>
              change(
                target.value === ownServer
                  ? { kind: ownServer }
                  : { kind: 'cloud', region: target.value, host: '' },
              )
            }
          >
            {!onPremise && values.region === '' && <option value="">Choose a region</option>}
            {base.regions.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
            <option value={ownServer}>A server of our own (on-premise)</option>
          </select>
        )}
      </Row>
      {onPremise && (
        <>
          <Text
            details={details}
            field="host"
            help="Its name in the public DNS, such as manage.example.com."
          />
          <HostProof host={values.host} key={values.host} />
        </>
      )}
    </>
  )
}

function Version({ details }: { details: Details }) {
  const { base, values, change } = details
  const installed = base.installedVersion === '' ? '' : ` Installed: ${base.installedVersion}.`
  return (
    <Row
      id={inputIdOf('softwareVersion')}
      label={labels.softwareVersion}
      help={`Latest fits every version that is kept up to date.${installed}`}
      error={details.errors.softwareVersion ?? ''}
      theirs={details.theirs.softwareVersion ?? ''}
    >
      {given => (
        <select
          {...given}
          className="input"
          value={values.softwareVersion}
          onChange={({ target }) => change({ softwareVersion: target.value })}
        >
          {base.versions.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Row>
  )
}

function Integrator({ details }: { details: Details }) {
  const { base, values, change } = details
  return (
    <>
      <Text
        details={details}
        field="integratorUsername"
        help="Of Setup Tables, Integrator Login. Only a legacy version asks for it."
      />
      <SecretField
        field="integratorPassword"
        help="Kept sealed, and wiped as soon as a version is chosen that takes API keys."
        stored={base.hasIntegratorPassword ? '••••••••' : null}
        revision={base.revision}
        value={values.integratorPassword}
        error={details.errors.integratorPassword ?? ''}
        theirs=""
        onChange={integratorPassword => change({ integratorPassword })}
      />
    </>
  )
}

function Keys({ details }: { details: Details }) {
  const { base, values, change } = details
  const known = base.publicKey !== ''
  return (
    <>
      <Text details={details} field="publicKey" help="Of an API member: System, Members, API Members." />
      <SecretField
        field="privateKey"
        help="Shown by ConnectWise only once. A new one is tried before it replaces the old one."
        stored={known ? <SecretText secret={base.privateKey} /> : null}
        revision={base.revision}
        value={values.privateKey}
        error={details.errors.privateKey ?? ''}
        theirs={details.theirs.privateKey ?? ''}
        onChange={privateKey => change({ privateKey })}
      />
    </>
  )
}

type TextField = Extract<Field, 'host' | 'loginCompany' | 'integratorUsername' | 'publicKey'>

function Text({ details, field, help }: { details: Details; field: TextField; help: string }) {
  const { values, errors, theirs, change } = details
  return (
    <Row
      id={inputIdOf(field)}
      label={labels[field]}
      help={help}
      error={errors[field] ?? ''}
      theirs={theirs[field] ?? ''}
    >
      {given => (
        <input
          {...given}
          className="input"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={values[field]}
          onChange={({ target }) => change({ [field]: target.value })}
        />
      )}
    </Row>
  )
}

function Shown({ id, label, value, help }: { id: string; label: string; value: string; help: string }) {
  return (
    <Row id={id} label={label} help={help} error="" theirs="">
      {given => <input {...given} className="input" readOnly value={value} />}
    </Row>
  )
}
