import { expect, test } from 'vitest'
import { readLines, withPushed } from '#renderer/screens/hosts/log-lines'

const head = { at: 0, hostId: 'h1', step: 's' }

test('reads commands, what they print and what failed; half a line is left out', () => {
  const text = [
    { ...head, seq: 1, kind: 'command', words: 'look' },
    { ...head, seq: 2, kind: 'line', from: 'stderr', text: 'no' },
    { ...head, seq: 3, kind: 'end', exitCode: 0 },
    { ...head, seq: 4, kind: 'end', exitCode: 2 },
  ].map(entry => JSON.stringify(entry))
  expect(readLines(`${text.join('\n')}\n{"seq":5,"k`)).toEqual([
    { ...head, seq: 1, from: 'command', text: 'look' },
    { ...head, seq: 2, from: 'stderr', text: 'no' },
    { ...head, seq: 4, from: 'end', text: 'exit 2' },
  ])
})

test('what is pushed goes after what was read, once', () => {
  const lines = readLines(
    JSON.stringify({ ...head, seq: 2, kind: 'line', from: 'stdout', text: 'a' }),
  )
  const at = new Date(0).toISOString()
  const pushed = [2, 3].map(seq => {
    return { seq, at, host_id: 'h1', step: 's', from: 'stdout', text: `${seq}` } as never
  })
  expect(withPushed(lines, pushed).map(({ seq, text }) => [seq, text])).toEqual([
    [2, 'a'],
    [3, '3'],
  ])
})

test('a command looks the same whether it was pushed or read', () => {
  const at = new Date(0).toISOString()
  const pushed = ['$ look', '= 2', 'It is there.'].map((text, place) => {
    return { seq: place + 1, at, host_id: 'h1', step: 's', from: 'banyan', text } as never
  })
  expect(withPushed([], pushed).map(({ from, text }) => [from, text])).toEqual([
    ['command', 'look'],
    ['end', 'exit 2'],
    ['banyan', 'It is there.'],
  ])
})
