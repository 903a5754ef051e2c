import { longPlans, shortPlans } from '../tests/faults/plan.ts'
import { broken, print } from '../tests/faults/report.ts'
import { run } from '../tests/faults/runs.ts'
