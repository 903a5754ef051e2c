import { createHash, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { DocumentKind } from '../../lib/accounting/document.ts'
import type { AttachedFile } from '../../lib/connectors/attachment-facts.ts'
import { freshNumber, type LedgerBench, postedOf, write } from './ledger-bench.ts'

const kinds = ['bill', 'vendor-credit', 'journal', 'spend'] as const

/** No text: what is no UTF-8, and what looks like the end of a form, must come through. */
function fileOf(name: string, length = 3_000): AttachedFile {
  const head = Buffer.concat([Buffer.from([0, 255, 254, 10]), Buffer.from('{"}\r\n--evenbook--\r\n')])
  return { name, contentType: 'application/pdf', bytes: Buffer.alloc(length, head) }
}

const hashOf = ({ bytes }: AttachedFile) => createHash('sha256').update(bytes).digest('hex')

/** Files that hang on a document, byte for byte and as often as they were sent. */
export function attachmentsContract(bench: () => LedgerBench): void {
  async function posted(kind: DocumentKind): Promise<string> {
    const [remote] = postedOf((await write(bench(), [bench().document(freshNumber(), kind)])).outcome)
    if (!remote) throw new Error('It was not posted.')
    return remote.id
  }
  const attach = (kind: DocumentKind, id: string, file: AttachedFile, guard = bench().guard()) =>
    bench().ledger.attach(kind, id, file, guard)

  test.each(kinds)('a %s gets its files, and each of them is found by its name', async kind => {
    const id = await posted(kind)
    const other = await posted(kind)
    expect(await bench().ledger.attachments(kind, id)).toEqual([])
    const files = [fileOf('52001 Hotel Brisbane, invoice (1).pdf'), fileOf("52002 o'neill & sons.pdf", 1)]
    for (const file of files) expect(await attach(kind, id, file)).toMatchObject({ kind: 'attached' })
    expect((await bench().ledger.attachments(kind, id)).toSorted()).toEqual(files.map(({ name }) => name))
    expect(await bench().files(kind, id)).toEqual(
      files.map(file => ({
        ...{ name: file.name, type: file.contentType, length: file.bytes.length, hash: hashOf(file) },
      })),
    )
    expect(await bench().ledger.attachments(kind, other)).toEqual([])
  })

  describe('what goes wrong on the way', () => {
    test('a limit attached nothing and says how long to wait', async () => {
      const id = await posted('bill')
      await bench().happen('limit')
      const outcome = await attach('bill', id, fileOf('1 a.pdf'))
      expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'limited' })
      expect(outcome.kind === 'not-executed' && outcome.retryAfterMs).toBeGreaterThan(0)
      expect(await bench().files('bill', id)).toEqual([])
    })

    test.each([
      ['drop-before', 0],
      ['drop-after-commit', 1],
      ['500-before', 0],
      ['500-after-commit', 1],
      ['bad-json', 1],
    ] as const)('%s is unknown, and a look tells', async (happening, hanging) => {
      const id = await posted('bill')
      await bench().happen(happening)
      expect(await attach('bill', id, fileOf('1 a.pdf'))).toMatchObject({ kind: 'unknown' })
      expect(await bench().ledger.attachments('bill', id)).toEqual(hanging === 1 ? ['1 a.pdf'] : [])
    })

    test('a check that fails on the connected socket lets not a byte out', async () => {
      const id = await posted('bill')
      const beforeBody = () => {
        throw new Error('the lane was given up before sending')
      }
      const outcome = await attach('bill', id, fileOf('1 a.pdf'), bench().guard({ beforeBody }))
      expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'not-sent' })
      expect(await bench().files('bill', id)).toEqual([])
    })

    test('the same call under its key hangs it there once', async () => {
      const id = await posted('bill')
      const guard = bench().guard({ key: randomUUID() })
      for (const _ of [1, 2])
        expect(await attach('bill', id, fileOf('1 a.pdf'), guard)).toMatchObject({ kind: 'attached' })
      expect(await bench().files('bill', id)).toHaveLength(1)
    })

    test('what the ledger takes no longer is refused in its own words', async () => {
      const id = await posted('bill')
      await bench().limitFiles(2_000)
      const outcome = await attach('bill', id, fileOf('1 a.pdf'))
      await bench().limitFiles(10_000_000)
      expect(outcome).toMatchObject({ kind: 'rejected', message: expect.stringMatching(/\S/) })
      expect(await bench().files('bill', id)).toEqual([])
    })

    test('on a document that is not there nothing can hang', async () => {
      const outcome = await attach('bill', '4040404', fileOf('1 a.pdf'))
      expect(outcome).toMatchObject({ kind: 'rejected' })
    })
  })

  test('a file is told to the log by its length alone', async () => {
    const id = await posted('bill')
    const details = await bench().details(() => attach('bill', id, fileOf('1 a.pdf')))
    expect(details.map(({ requestBody }) => requestBody)).toEqual([
      expect.stringMatching(/^\[file: \d{4} bytes\]$/),
    ])
  })
}
