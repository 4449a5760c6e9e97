import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { Secret } from '#main/base/secret'
import { jsonLine, terminalLine } from '#main/log/log-line'

const date = new Date('2026-01-02T03:04:05.678Z')

test('is one line of JSON with the time, the level, the event and its facts', () => {
  const line = jsonLine(date, 'info', 'worker healthy', {
    workerId: 'w',
    text: 'a\nb',
    none: undefined,
  })
  expect(line).toBe(
    '{"time":"2026-01-02T03:04:05.678Z","level":"info","event":"worker healthy","workerId":"w","text":"a\\nb"}',
  )
})

test('writes an error with its stack, what hangs on it and its causes', () => {
  const cause = Object.assign(new Error('no route'), { code: 'EHOSTUNREACH' })
  const fault = new FaultError({ code: 'root.stopped' }, { cause })
  const { error } = JSON.parse(jsonLine(date, 'error', 'x', { error: fault }))
  expect(error).toMatchObject({
    stack: expect.stringContaining('log-line.test'),
    fault: { code: 'root.stopped' },
    cause: { stack: expect.stringContaining('no route'), code: 'EHOSTUNREACH' },
  })
})

test('writes each error of several in one', () => {
  const many = new AggregateError([new Error('one'), new Error('two')], 'closing failed')
  const { cause } = JSON.parse(jsonLine(date, 'error', 'x', { cause: many }))
  expect(cause.errors.map(({ stack }: { stack: string }) => stack.split('\n')[0])).toEqual([
    'Error: one',
    'Error: two',
  ])
})

test('writes whatever it is given and never throws', () => {
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  const hostile = {
    get boom() {
      throw new Error('no')
    },
  }
  const fields = {
    secret: new Secret('x'),
    held: { key: new Secret('x') },
    circle,
    hostile,
    big: 10n,
    nan: Number.NaN,
    bytes: Buffer.from('abc'),
    map: new Map([['a', 1]]),
    date,
    fn: () => {},
    level: 'mine',
  }
  expect(JSON.parse(jsonLine(date, 'warn', 'x', fields))).toEqual({
    time: '2026-01-02T03:04:05.678Z',
    level: 'warn',
    event: 'x',
    secret: '[secret]',
    held: { key: '[secret]' },
    circle: { self: '[circular]' },
    hostile: '[unreadable]',
    big: '10',
    nan: 'NaN',
    bytes: '[3 bytes]',
    map: [['a', 1]],
    date: '2026-01-02T03:04:05.678Z',
    fn: '[function]',
    level_: 'mine',
  })
})

test('shortens a text that would fill the file', () => {
  const { text } = JSON.parse(jsonLine(date, 'info', 'x', { text: 'y'.repeat(9_000) }))
  expect(text).toBe(`${'y'.repeat(8_000)}… (9000 in all)`)
})

test('is readable in a terminal and moves no cursor there', () => {
  const fields = { url: 'http://h:1/', reason: 'two words', bad: '\u001b[2J\u009b2J' }
  expect(terminalLine(date, 'warn', 'worker offline', fields).slice(9)).toBe(
    'warn  worker offline url=http://h:1/ reason="two words" bad="\\u001b[2J2J"',
  )
})
