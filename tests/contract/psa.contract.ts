import { afterAll, beforeAll, expect } from 'vitest'
import { accessContract } from './psa-access.contract.ts'
import { batchesContract } from './psa-batches.contract.ts'
import type { PsaBench } from './psa-bench.ts'
import { psaCreditsContract } from './psa-credits.contract.ts'
import { recordsContract } from './psa-records.contract.ts'
import { setupContract } from './psa-setup.contract.ts'

/** What every PSA behind the port keeps, whoever the vendor is. */
export function psaContract(name: string, open: () => Promise<PsaBench>): void {
  let bench: PsaBench
  beforeAll(async () => {
    bench = await open()
  })
  afterAll(async () => {
    const unknown = await bench.unknownCalls()
    await bench.close()
    expect(unknown).toEqual([])
  })
  recordsContract(name, () => bench)
  batchesContract(name, () => bench)
  psaCreditsContract(name, () => bench)
  accessContract(name, () => bench)
  setupContract(name, () => bench)
}
