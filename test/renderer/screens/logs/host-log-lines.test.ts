import { expect, test } from 'vitest'
import { hostLogLines } from '../../../../renderer/screens/logs/host-log-lines.ts'

const text = [
  'printed before anything told the time',
  '{"time":"2026-01-02T10:00:00.000Z","level":"warn","event":"request","id":"r-1","status":502}',
  'Traceback (most recent call last):',
  '',
].join('\n')

test('reads JSON lines, gives other lines the time before them, and knows each again', () => {
  const lines = hostLogLines('w1', '东京', text)
  const at = Date.parse('2026-01-02T10:00:00.000Z')
  expect(lines.map(({ at, level, text, request_id }) => [at, level, text, request_id])).toEqual([
    [at, 'warn', 'request', 'r-1'],
    [at, 'info', 'Traceback (most recent call last):', null],
  ])
  expect(new Set([...lines, ...hostLogLines('w1', '东京', text)].map(({ id }) => id)).size).toBe(2)
})
