import { expect, test } from 'vitest'
import { shortDemands } from './demands.ts'
import { shortPlans } from './plan.ts'
import { broken } from './report.ts'
import { run } from './runs.ts'

test('a small storm posts everything exactly once, and without the look it does not', {
  timeout: 400_000,
}, async () => {
  const { storm, control } = shortPlans(1)
  const [weathered, blind] = await Promise.all([run(storm), run(control)])
  expect(weathered.open).toEqual([])
  expect(broken([...weathered.lines, ...blind.lines], shortDemands)).toEqual([])
})
