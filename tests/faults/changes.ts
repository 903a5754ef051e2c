import { inAccount } from '../../lib/accounts/transaction.ts'
import { askForUnposted } from '../../lib/sync/ask.ts'
import { ITEM, WAREHOUSE } from '../simulators/connectwise/seed-stock.ts'
import type { Changing } from './amend.ts'
import type { Asked } from './kinds/kind.ts'
import { type KindName, kindNames, kinds } from './kinds/table.ts'
import { atMelbourne, atSydney, warehouseOf } from './kinds/warehouses.ts'
import type { Side } from './sides.ts'
import { tenant, type World } from './world.ts'

/** What people change at one company once it stands: of every kind that much of it is amended. */
export function changesOf(side: Side): Changing[] {
  const { world, seeded } = side
  const { sold, others } = seeded
  return [
    ...sold.amended.invoices.map(({ id }, at) => changedInvoice(side, id, at)),
    ...kindNames.flatMap(name => others[name].amended.map(asked => changedOther(world, name, asked))),
  ]
}

/** Opened, given another line and closed again. Every second one sold stock: of those one still does, at another cost, and one does not. */
function changedInvoice({ world: { rig }, ledger }: Side, id: number, at: number): Changing {
  const { connectwise } = rig
  const warehouseId = WAREHOUSE[warehouseOf(ledger === 'xero' ? atSydney : atMelbourne)]
  const edit = (what: object) => connectwise.call('PATCH', 'invoices', { tenant, id, ...what })
  return {
    recordId: String(id),
    change: async () => {
      await edit({ status: 'New' })
      const lines = at % 4 === 3 ? [serviceLine, { ...stockLine, id: 2, warehouseId }] : [serviceLine]
      await edit({ changes: { lines } })
      await edit({ status: 'Closed' })
    },
    tellAgain: () => connectwise.call('POST', 'callbacks/send', { tenant, id }),
  }
}

function changedOther({ rig, accountId, companyId }: World, name: KindName, asked: Asked): Changing {
  const { change, callbacks } = kinds[name]
  let told = 0
  return {
    recordId: asked.id,
    change: async () => {
      told = await change(rig, tenant, asked)
    },
    // Of what ConnectWise does not tell somebody opens the list.
    tellAgain: () =>
      callbacks
        ? rig.connectwise.call('POST', 'callbacks/send', { tenant, id: told, type: callbacks.type })
        : inAccount(accountId, tx => askForUnposted(tx, accountId, companyId)),
  }
}

/** What an amended invoice has in place of its own lines, as Manage keeps it. */
const serviceLine = {
  ...{ id: 1, kind: 'agreement', description: 'Managed support, as agreed since', date: '2026-01-01' },
  ...{ quantity: '1', price: '125.00', amount: '125.00', cost: '0', taxable: true },
  ...{ item: null, category: 'Managed', memberId: null },
}

const stockLine = {
  ...{ kind: 'product', description: 'Dock 19S, as shipped', date: '2026-01-01', taxable: true },
  ...{ quantity: '2', price: '312.00', amount: '624.00', cost: '251.4355', memberId: null },
  ...{ item: { id: ITEM.dock, identifier: 'HW-DOCK-19' }, category: 'Hardware' },
}
