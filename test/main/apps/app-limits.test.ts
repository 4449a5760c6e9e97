import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import type { App } from '#contract/model/app'
import { AppLimits, durationText } from '#main/apps/app-limits'
import { Spending } from '#main/apps/spending'
import { anApp } from '../an-app.ts'

const noon = new Date(2026, 4, 20, 12).getTime()

function open() {
  const clock = { now: noon }
  const spending = new Spending([], noon)
  const limits = new AppLimits(spending, () => clock.now)
  const take = (limited: App) => {
    let headers: Readonly<Record<string, string>> = {}
    try {
      limits.take(limited, told => {
        headers = told
      })
      return { headers, fault: null }
    } catch (error) {
      return { headers, fault: error instanceof FaultError ? error.fault : error }
    }
  }
  return { clock, spending, take }
}

const requests = (remaining: number, reset: string) => ({
  'x-ratelimit-limit-requests': '2',
  'x-ratelimit-remaining-requests': String(remaining),
  'x-ratelimit-reset-requests': reset,
})

test('an app without limits is told of none', () => {
  expect(open().take(anApp)).toEqual({ headers: {}, fault: null })
})

test('lets so many in within any minute, tells where the app stands, and forgives who knocked in vain', () => {
  const { clock, take } = open()
  const limited = { ...anApp, requestsPerMinute: 2 }
  const seen = [0, 30_000, 31_000, 59_000, 60_000].map(after => {
    clock.now = noon + after
    return take(limited)
  })
  const refused = (retryAfterSeconds: number) => ({
    code: 'app.limit-reached',
    limit: 'requests',
    most: 2,
    retryAfterSeconds,
  })
  expect(seen).toEqual([
    { headers: requests(1, '1m0s'), fault: null },
    { headers: requests(0, '1m0s'), fault: null },
    { headers: requests(0, '59s'), fault: refused(29) },
    { headers: requests(0, '31s'), fault: refused(1) },
    { headers: requests(0, '1m0s'), fault: null },
  ])
})

test('each app has a minute of its own, and another limit begins another', () => {
  const { take } = open()
  const once = { ...anApp, requestsPerMinute: 1 }
  const faults = [once, once, { ...once, id: 'b' }, { ...once, requestsPerMinute: 3 }].map(
    each => take(each).fault !== null,
  )
  expect(faults).toEqual([false, true, false, false])
})

test('ends at the tokens of a day, and begins again at midnight here', () => {
  const { clock, spending, take } = open()
  const limited = { ...anApp, tokensPerDay: 100 }
  spending.add('a', noon, 60, 0)
  const before = take(limited)
  spending.add('a', noon, 60, 0)
  const over = take(limited)
  clock.now = noon + 12 * 3_600_000
  const tomorrow = take(limited)
  const headers = (remaining: string, reset: string) => ({
    'x-ratelimit-limit-tokens': '100',
    'x-ratelimit-remaining-tokens': remaining,
    'x-ratelimit-reset-tokens': reset,
  })
  expect([before, over, tomorrow]).toEqual([
    { headers: headers('40', '12h0m0s'), fault: null },
    {
      headers: headers('0', '12h0m0s'),
      fault: {
        code: 'app.limit-reached',
        limit: 'tokens',
        most: 100,
        retryAfterSeconds: 12 * 3_600,
      },
    },
    { headers: headers('100', '24h0m0s'), fault: null },
  ])
})

test('ends at the budget of a month, and begins again with the next', () => {
  const { clock, spending, take } = open()
  const limited = { ...anApp, budgetUsdPerMonth: 1 }
  spending.add('a', noon, 1, 1.25)
  const over = take(limited).fault
  clock.now = new Date(2026, 5, 1).getTime()
  expect([over, take(limited).fault]).toMatchObject([{ limit: 'budget', most: 1 }, null])
})

test('what was used before a restart counts', () => {
  const spending = new Spending([{ appId: 'a', tokensToday: 7, usdThisMonth: 0.5 }], noon)
  spending.add('a', noon, 3, 0.25)
  expect(spending.of('a', noon)).toEqual({ tokensToday: 10, usdThisMonth: 0.75 })
})

test('writes durations as OpenAI does', () => {
  expect([0, 850, 12_000, 60_000, 3_723_000].map(durationText)).toEqual([
    '0ms',
    '850ms',
    '12s',
    '1m0s',
    '1h2m3s',
  ])
})
