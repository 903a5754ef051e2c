import { envFields } from '../lib/env.ts'

type Field = (typeof envFields)[number]

const begin = '<!-- configuration: made from lib/env.ts by `npm run generate` -->'
const end = '<!-- /configuration -->'

/** The README with its table as lib/env.ts has it now; what stands around the two marks stays. */
export function withConfiguration(readme: string, fields: readonly Field[] = envFields): string {
  const [before, rest] = cut(readme, begin)
  const [, after] = cut(rest, end)
  return `${before}${begin}\n${configurationTable(fields)}\n${end}${after}`
}

function configurationTable(fields: readonly Field[]): string {
  const rows = fields.map(field => [`\`${field.name}\``, fallback(field), meaning(field)])
  return [['Variable', 'Default', 'What it says'], ['---', '---', '---'], ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function fallback(field: Field): string {
  if (field.required) return '**required**'
  // A list, such as the vendor's regions, is read one below the other.
  const items = field.default.split(',').filter(item => item !== '')
  return items.map(item => `\`${escaped(item)}\``).join('<br>')
}

function meaning({ help, secret }: Field): string {
  return escaped(secret ? `${help} Secret.` : help)
}

/** A bar would begin another cell, even between backticks (GitHub Flavored Markdown §4.10). */
function escaped(text: string): string {
  return text.replaceAll('|', '\\|')
}

function cut(text: string, mark: string): [string, string] {
  const place = text.indexOf(mark)
  if (place < 0) throw new Error(`README.md has lost the mark ${mark}.`)
  return [text.slice(0, place), text.slice(place + mark.length)]
}
