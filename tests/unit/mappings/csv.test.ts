import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvHeader, readCsv } from '../../../lib/mappings/csv.ts'
import { safeCell } from '../../../lib/std/cell.ts'

const rowsOf = (text: string) => {
  const file = readCsv(text)
  if (file.kind !== 'rows') throw new Error(file.reason)
  return file
}

describe('a file of mappings is read', () => {
  test.each([
    ['with commas', 'Kind,ConnectWise,Ledger id,Ledger\naccount,200,a1,200 Sales\n'],
    ['with semicolons', 'Kind;ConnectWise;Ledger id;Ledger\r\naccount;200;a1;200 Sales\r\n'],
    ['with tabs', 'Kind\tConnectWise\tLedger id\tLedger\naccount\t200\ta1\t200 Sales'],
    ['with a byte order mark', '\uFEFFKind,ConnectWise,Ledger id,Ledger\naccount,200,a1,200 Sales\n'],
    ['with Excel’s own first line', 'sep=;\r\nKind;ConnectWise;Ledger id;Ledger\r\naccount;200;a1;200 Sales'],
    ['with quotes', '"Kind","ConnectWise","Ledger id","Ledger"\n"account","200","a1","200 Sales"\n'],
    ['in any order, whatever the case', 'ledger ID,LEDGER,connectwise,kind\na1,200 Sales,200,Account\n'],
    ['with empty lines', 'Kind,ConnectWise,Ledger id,Ledger\n\n,,,\naccount,200,a1,200 Sales\n\n'],
  ])('%s', (_name, text) => {
    expect(rowsOf(text).rows).toMatchObject([
      { kind: 'account', key: '200', ledgerId: 'a1', ledger: '200 Sales' },
    ])
  })

  test('with the line of each row, and columns that mean nothing named', () => {
    const file = rowsOf('Kind,ConnectWise,Ledger,Remark\naccount,200,a,x\n\naccount,201,b,y\n')
    expect([file.rows.map(row => row.line), file.ignored]).toEqual([[2, 4], ['Remark']])
  })

  test('with a separator inside quotes of the other sort', () => {
    const { rows } = rowsOf('Kind;ConnectWise;Ledger\naccount;200;"Sales; goods, all"\n')
    expect(rows[0]?.ledger).toBe('Sales; goods, all')
  })

  test.each([
    ['', 'The file is empty.'],
    ['Kind,Ledger\naccount,1\n', 'The column ConnectWise is missing'],
    ['Kind,ConnectWise\naccount,1\n', 'neither a column'],
    ['Kind,Kind,ConnectWise,Ledger\na,b,c,d\n', 'The column Kind is there twice'],
    ['Kind,ConnectWise,Ledger\naccount,"200,x\n', 'cannot be read'],
    ['Kind,ConnectWise,Ledger\naccount,200,Caf\uFFFD\n', 'not UTF-8'],
    ['K\u0000ind', 'not UTF-8'],
  ])('or not, with the reason: %j', (text, reason) => {
    const file = readCsv(text)
    expect(file.kind === 'unreadable' && file.reason).toContain(reason)
  })
})

test('whatever keys and names there are, what is exported is read back as it was', () => {
  const cell = fc
    .oneof(fc.string(), fc.stringMatching(/^['=+\-@\t;,"\n0-9]{1,8}$/))
    .filter(text => !['\u0000', '\uFFFD', '\r'].some(sign => text.includes(sign)))
  const key = cell.filter(text => text.trim() !== '')
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          key,
          cell,
          cell.map(text => text.trim()),
        ),
        { maxLength: 8 },
      ),
      list => {
        const rows = list.map(([one, name, id]) => ['account', one, name, id, '', '0', '0'].map(safeCell))
        const text = stringify([[...csvHeader], ...rows], { bom: true })
        const read = rowsOf(text).rows.map(row => [row.key, row.ledgerId])
        expect(read).toEqual(list.map(([one, , id]) => [one, id]))
      },
    ),
  )
})
