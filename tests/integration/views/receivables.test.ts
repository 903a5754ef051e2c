import { paidInXero } from '../../support/payments.ts'
import { receivablesSuite } from './receivables.suite.ts'

receivablesSuite('Xero', paidInXero)
