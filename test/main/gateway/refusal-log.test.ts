import { expect, test } from 'vitest'
import { type LogFields, silentLog } from '#main/base/log'
import { RefusalLog } from '#main/gateway/refusal-log'

test('tells of each refusal, and of a flood so much that nobody misses it', () => {
  const lines: LogFields[] = []
  let now = 0
  const log = {
    ...silentLog,
    warn: (_event: string, fields?: LogFields) => lines.push(fields ?? {}),
  }
  const refusals = new RefusalLog(log, () => now)
  for (let count = 0; count < 1_000; count++) refusals.note('request.forbidden', { from: 'a' })
  refusals.note('secret.required', { from: 'b' })
  now = 60_000
  refusals.note('request.forbidden', { from: 'c' })
  refusals.note('request.forbidden', { from: 'c' })
  expect(lines).toEqual([
    ...Array(20).fill({ fault: 'request.forbidden', from: 'a' }),
    { fault: 'secret.required', from: 'b' },
    { fault: 'request.forbidden', from: 'c', untoldBefore: 980 },
    { fault: 'request.forbidden', from: 'c' },
  ])
})
