import { expect, test } from 'vitest'
import { Vitals } from '#contract/wire/node'
import { VitalSigns } from '#worker/vital-signs'

test('tells how much of the machine is taken, in percent', () => {
  const vitals = new VitalSigns().now()
  expect(Vitals.parse(vitals)).toEqual(vitals)
  expect(vitals.memory_usage).toBeGreaterThan(0)
  expect(vitals.disk_usage).toBeGreaterThan(0)
})

test('takes no share of the processor over no time at all', () => {
  const signs = new VitalSigns()
  expect([signs.now().cpu_usage, signs.now().cpu_usage]).toEqual([null, null])
})
