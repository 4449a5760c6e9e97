import { expect, test } from 'vitest'
import { LoadMeter } from '#main/fleet/load-meter'

test('a slot is given back once, however often its lease is released', () => {
  const meter = new LoadMeter(() => {})
  const [first, second] = [meter.take(), meter.take()]
  first.release('served')
  first.release('failed')
  second.release('cancelled')
  second.release('served')
  expect(meter.snapshot()).toMatchObject({ inFlight: 0, served: 1, failed: 0 })
})
