import { afterAll, beforeAll, describe, expect } from 'vitest'
import { accessContract } from './ledger-access.contract.ts'
import { attachmentsContract } from './ledger-attachments.contract.ts'
import type { LedgerBench } from './ledger-bench.ts'
import { creditsContract } from './ledger-credits.contract.ts'
import { documentsContract } from './ledger-documents.contract.ts'
import { faultsContract } from './ledger-faults.contract.ts'
import { journalsContract } from './ledger-journals.contract.ts'
import { purchasesContract } from './ledger-purchases.contract.ts'
import { spendingContract } from './ledger-spending.contract.ts'
import { updatesContract } from './ledger-updates.contract.ts'

/** What every ledger behind the port keeps, whoever the vendor is. */
export function ledgerContract(name: string, open: () => Promise<LedgerBench>): void {
  describe(`${name} as a ledger`, () => {
    let bench: LedgerBench
    beforeAll(async () => {
      bench = await open()
    })
    afterAll(async () => {
      const unknown = await bench.unknownCalls()
      await bench.close()
      expect(unknown).toEqual([])
    })
    documentsContract(() => bench)
    faultsContract(() => bench)
    creditsContract(() => bench)
    updatesContract(() => bench)
    purchasesContract(() => bench)
    spendingContract(() => bench)
    journalsContract(() => bench)
    attachmentsContract(() => bench)
    accessContract(() => bench)
  })
}
