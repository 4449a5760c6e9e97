import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LogLine } from '#contract/model/log-line'
import { rootLine } from '#main/log/line-of-text'
import { LogFollowing } from '#main/log/log-following'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const line = (event: string) => () =>
  rootLine(JSON.stringify({ time: '2026-01-02T10:00:00Z', level: 'info', event }))

function aFollowing() {
  const told: { readonly lines: readonly LogLine[]; readonly skipped: number }[] = []
  return { told, following: new LogFollowing(part => told.push(part)) }
}

test('tells nothing until somebody follows, and nothing after', () => {
  const { told, following } = aFollowing()
  following.add(line('before'))
  following.follow(true)
  following.add(line('now'))
  vi.advanceTimersByTime(200)
  following.add(line('too late'))
  following.follow(false)
  vi.advanceTimersByTime(200)
  following.add(line('after'))
  vi.advanceTimersByTime(200)
  expect(told.map(({ lines }) => lines.map(({ text }) => text))).toEqual([['now']])
})

test('of a flood it tells a part and how many more there were, and makes no more lines', () => {
  const { told, following } = aFollowing()
  let made = 0
  following.follow(true)
  for (let at = 0; at < 10_000; at += 1) {
    following.add(() => {
      made += 1
      return line(`${at}`)()
    })
  }
  vi.advanceTimersByTime(200)
  expect([told.map(({ lines, skipped }) => [lines.length, skipped]), made]).toEqual([
    [[300, 9_700]],
    300,
  ])
})
