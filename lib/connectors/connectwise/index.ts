import { z } from 'zod'
import { zInteger } from '../../std/json.ts'
import type { Psa } from '../ports.ts'
import { agreement } from './agreements.ts'
import { createBatch, deleteBatch, findBatches } from './batches.ts'
import {
  callbacks,
  isSigned,
  receivedCallback,
  registerCallback,
  removeCallback,
  signingKey,
} from './callbacks.ts'
import { createClient } from './client.ts'
import type { ConnectWiseConfig } from './config.ts'
import { addCredit, creditsOf } from './credits.ts'
import { companyInfo, trackCodebase } from './discovery.ts'
import { downloadFile, filesOfExpense } from './files.ts'
import { installIn } from './install.ts'
import {
  invoice,
  invoices,
  invoicesChangedAfter,
  invoicesNumbered,
  invoicesOfAgreement,
  invoicesOfCustomer,
  receivablesOf,
} from './invoices.ts'
import { customers, glAccounts, members, taxCodes, terms, vendors } from './lists.ts'
import { member } from './member.ts'
import { addPayment, changePayment, paymentsOf, removePayment, unpaidAmong } from './payments.ts'
import { purchasesIn } from './purchasing.ts'
import { hasRight, neededRights } from './rights.ts'
import { exportSales } from './sales.ts'
import { accountingSetup, locations, systemInfo } from './setup.ts'
import { expensesIn } from './spending.ts'
import { createUnposted } from './unposted.ts'

export type { ConnectWiseConfig } from './config.ts'

/** One login company behind the port. */
export function createConnectWise(config: ConnectWiseConfig): Psa {
  const codebase = trackCodebase(config)
  const client = createClient(config, codebase)
  const unposted = createUnposted(client, config.log)
  const { timeFactor } = config
  return {
    companyInfo: () => companyInfo(config),
    probe: async () => {
      const path = '/finance/accounting/unpostedinvoices/count'
      await client.read('the probe', z.object({ count: zInteger }), api => api.GET(path))
    },
    systemInfo: () => systemInfo(client, config.clock),
    neededRights,
    hasRight: id => hasRight(client, id),
    accountingSetup: () => accountingSetup(client),
    member: claim => member(config, codebase, claim),
    invoice: id => invoice(client, id),
    invoicesOfCustomer: (companyId, limit) => invoicesOfCustomer(client, companyId, limit),
    agreement: id => agreement(client, id),
    invoicesOfAgreement: (agreementId, limit) => invoicesOfAgreement(client, agreementId, limit),
    receivablesOf: (companyId, limit) => receivablesOf(client, companyId, limit),
    invoices: ids => invoices(client, ids),
    invoicesNumbered: numbers => invoicesNumbered(client, numbers),
    invoicesChangedAfter: after => invoicesChangedAfter(client, after),
    unpostedInvoices: () => unposted.pages(),
    exportSales: billingLogIds => exportSales(client, unposted, billingLogIds),
    ...purchasesIn(client),
    ...expensesIn(client, unposted),
    filesOfExpense: entryId => filesOfExpense(client, entryId),
    downloadFile: (id, bytesMost) => downloadFile(client, id, bytesMost),
    findBatches: identifiers => findBatches(client, identifiers),
    createBatch: (source, identifier, entryIds, guard) =>
      createBatch(client, timeFactor, { source, identifier, entryIds }, guard),
    deleteBatch: (id, guard) => deleteBatch(client, timeFactor, id, guard),
    paymentsOf: recordId => paymentsOf(client, recordId),
    unpaidAmong: recordIds => unpaidAmong(client, recordIds),
    addPayment: (recordId, payment, guard) => addPayment(client, timeFactor, { recordId, payment }, guard),
    changePayment: (recordId, paymentId, payment, guard) =>
      changePayment(client, timeFactor, { recordId, paymentId, payment }, guard),
    removePayment: (recordId, paymentId, guard) =>
      removePayment(client, timeFactor, { recordId, paymentId }, guard),
    creditsOf: recordIds => creditsOf(client, recordIds),
    addCredit: (recordId, credit, guard) => addCredit(client, timeFactor, { recordId, credit }, guard),
    taxCodes: () => taxCodes(client),
    terms: () => terms(client),
    glAccounts: () => glAccounts(client),
    customers: options => customers(client, options),
    vendors: () => vendors(client),
    members: () => members(client),
    locations: () => locations(client),
    callbacks: () => callbacks(client),
    registerCallback: callback => registerCallback(client, callback),
    removeCallback: id => removeCallback(client, id),
    signingKey: keyUrl => signingKey(config, keyUrl),
    isSigned,
    receivedCallback,
    install: installIn(client, config),
  }
}
