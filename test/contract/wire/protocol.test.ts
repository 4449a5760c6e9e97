import { expect, test } from 'vitest'
import { ProtocolNote, protocolGap, protocolText, readProtocol } from '#contract/wire/protocol'

const range = (oldest: number, newest: number) => ({ oldest, newest })

test.each([
  ['the same', range(2, 3), range(2, 3), null],
  ['a newer worker that still understands us', range(2, 3), range(3, 9), null],
  ['a newer root node that still understands the worker', range(3, 9), range(1, 3), null],
  [
    'a worker that left us behind',
    range(2, 3),
    range(4, 9),
    { older: 'root', speaks: 3, needed: 4 },
  ],
  ['a worker left behind', range(4, 9), range(1, 3), { older: 'worker', speaks: 3, needed: 4 }],
])('tells who is too old for whom: %s', (_name, root, worker, gap) => {
  expect(protocolGap(root, worker)).toEqual(gap)
})

test('goes through a header, and nothing else is taken for it', () => {
  expect(readProtocol(protocolText(range(2, 13)))).toEqual(range(2, 13))
  const others = [undefined, '', '3', '-3', '1-', '1-2-3', '1-1e9', '0x1-2', '1234567-1234567']
  expect(others.map(readProtocol)).toEqual(others.map(() => null))
})

test('a worker that names no oldest speaks that one alone', () => {
  expect([
    ProtocolNote.parse({ protocol: 7, anything: 'else' }),
    ProtocolNote.parse({ protocol: 7, oldest_protocol: 4 }),
    ProtocolNote.safeParse({ protocol: '7' }).success,
  ]).toEqual([range(7, 7), range(4, 7), false])
})
