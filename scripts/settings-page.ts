import { catalog, type SettingKey, settingKeys } from '../lib/settings/catalog.ts'
import type { Entry, Scope } from '../lib/settings/entry.ts'

const heads: Readonly<Record<Scope, string>> = {
  account: 'Of the account',
  company: 'Of each company',
  user: 'Of each person',
}
const who = { 'account-admin': 'account admin', self: 'each person' } as const

/** docs/settings.md as lib/settings/catalog.ts has it now. */
export function settingsPage(): string {
  const scopes = ['account', 'company', 'user'] as const
  return `# Settings

Made from \`lib/settings/catalog\` by \`npm run generate\`. Do not edit. Each entry names the code that obeys it and the test that
shows its effect; \`npm run test:settings\` runs that test again with the entry pinned to its other value, where it has to fail.
${scopes.map(scopeText).join('')}`
}

function scopeText(scope: Scope): string {
  const keys = settingKeys.filter(key => catalog[key].scope === scope)
  const sections = Map.groupBy(keys, key => catalog[key].section)
  const parts = [...sections].map(([section, own]) => `\n### ${section}\n${own.map(entryText).join('')}`)
  return `\n## ${heads[scope]}\n${parts.join('')}`
}

function entryText(key: SettingKey): string {
  const field: Entry<unknown> = catalog[key]
  const facts = [
    ['Key', `\`${key}\``],
    ['Value', valueText(field)],
    ['Default', defaultText(field)],
    ['Changed by', who[field.who]],
    [
      'Shown',
      field.dependsOn ? `while \`${field.dependsOn.key}\` is ${field.dependsOn.values.join(' or ')}` : '',
    ],
    ['Read by', `\`${field.readBy}\``],
    ['Test', field.test],
  ].filter(([, text]) => text !== '')
  return `\n#### ${field.label}\n\n${field.help}\n\n${facts.map(([name, text]) => `- ${name}: ${text}`).join('\n')}\n`
}

function valueText({ control, choices, list }: Entry<unknown>): string {
  const offered = Object.entries(choices ?? {}).map(([value, words]) => `\`${value}\` ${words}`)
  if (offered.length > 0) return `${control}: ${offered.join(', ')}`
  if (!list) return control
  return control === 'text' ? `text, the list ${list} is offered` : `${control} of the list ${list}`
}

function defaultText({ default: value }: Entry<unknown>): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  const none = value === null || value === '' || (Array.isArray(value) && value.length === 0)
  return none ? 'none' : Array.isArray(value) ? value.join(', ') : `\`${String(value)}\``
}
