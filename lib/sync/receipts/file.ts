import type { PsaFile } from '../../connectors/attachment-facts.ts'

/** What a ledger is told a file to be, by its ending. */
const types: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  heic: 'image/heic',
  webp: 'image/webp',
  txt: 'text/plain',
  csv: 'text/csv',
  rtf: 'application/rtf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
  eml: 'message/rfc822',
}

const nameMost = 100

/**
 * ConnectWise's document id, then what the file is called, in letters that every header and address takes: by it the file is known
 * again in the ledger.
 */
export function attachedName({ id, fileName, title }: Pick<PsaFile, 'id' | 'fileName' | 'title'>): string {
  const plain = (fileName || title)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w .,()-]+/g, '_')
    .replace(/\s+/g, ' ')
    .trim()
  const { base, ending } = split(plain)
  const room = nameMost - id.length - 1 - ending.length
  return `${id} ${base.slice(0, room).trim() || 'receipt'}${ending}`
}

export function contentTypeOf(name: string): string {
  return types[split(name).ending.slice(1).toLowerCase()] ?? 'application/octet-stream'
}

/** Whatever a ledger makes of spaces and marks: the id leads, and letters stay. */
export function isSameName(one: string, other: string): boolean {
  const [first, second] = [partsOf(one), partsOf(other)]
  return first.id === second.id && first.letters === second.letters
}

function partsOf(name: string): { id: string; letters: string } {
  const id = /^\d*/.exec(name)?.[0] ?? ''
  const rest = name.slice(id.length).toLowerCase()
  return { id, letters: rest.replace(/[^a-z0-9]/g, '') }
}

/** An ending of at most nine letters, with its dot. */
function split(name: string): { base: string; ending: string } {
  const ending = /\.[A-Za-z0-9]{1,9}$/.exec(name)?.[0] ?? ''
  return { base: name.slice(0, name.length - ending.length), ending }
}
