import { paidInQuickBooks } from '../../support/payments.ts'
import { receivablesSuite } from '../views/receivables.suite.ts'

receivablesSuite('QuickBooks', paidInQuickBooks)
