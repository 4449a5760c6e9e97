import { expect, test } from 'vitest'
import { mutes, muteUntil } from '#renderer/state/mute-until'

const until = (now: Date) => mutes.map(mute => new Date(muteUntil(mute, now.getTime())))

test('an hour, the next morning and a week are counted from now, by the clock of this place', () => {
  expect(until(new Date(2026, 4, 20, 22, 30))).toEqual([
    new Date(2026, 4, 20, 23, 30),
    new Date(2026, 4, 21, 7, 0),
    new Date(2026, 4, 27, 22, 30),
  ])
})

test('before seven the morning is the one that comes', () => {
  expect(until(new Date(2026, 4, 20, 6, 59))[1]).toEqual(new Date(2026, 4, 20, 7, 0))
  expect(until(new Date(2026, 4, 20, 7, 0))[1]).toEqual(new Date(2026, 4, 21, 7, 0))
})
