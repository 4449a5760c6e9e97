import { expect, test } from 'vitest'
import {
  everyLine,
  lineText,
  matcherOf,
  queryOf,
} from '../../../../renderer/screens/logs/log-filter.ts'
import { isCostly } from '../../../../renderer/screens/logs/safe-pattern.ts'
import { aLine } from './a-line.ts'

const failed = aLine(1, {
  level: 'warn',
  source: 'worker:local-1',
  text: 'request failed',
  fields: { status: 502, detail: { code: 'cut' }, none: null, why: 'two words' },
})

const isWanted = (more: object, line = failed) =>
  matcherOf({ ...everyLine, ...more }).isWanted(line)

test('shows what was said, then the facts in short', () => {
  expect(lineText(failed)).toBe('request failed status=502 detail={"code":"cut"} why="two words"')
})

test('filters by level, source and words, in the text, the facts and the source', () => {
  expect([
    isWanted({ level: 'warn' }),
    isWanted({ level: 'error' }),
    isWanted({ sources: ['worker'] }),
    isWanted({ sources: ['worker:local-1', 'event'] }),
    isWanted({ sources: ['root'] }),
    isWanted({ search: 'FAILED' }),
    isWanted({ search: 'status=502' }),
    isWanted({ search: 'LOCAL-1' }),
    isWanted({ search: 'nowhere' }),
    isWanted({ search: '/fail\\w+ status=5\\d\\d/' }),
    isWanted({ search: '/^failed/' }),
  ]).toEqual([true, false, true, true, false, true, true, true, false, true, false])
})

test('marks what it finds, and nothing where letters change their length', () => {
  const spans = (search: string, text: string) => matcherOf({ ...everyLine, search }).spans(text)
  expect(spans('ab', 'xABxab')).toEqual([
    [1, 3],
    [4, 6],
  ])
  expect(spans('/\\d+/', 'a12b3')).toEqual([
    [1, 3],
    [4, 5],
  ])
  expect(spans('/x*/', 'aaa')).toEqual([])
  expect(spans('i', 'İi')).toEqual([])
})

test('the root node is asked for words, and for no pattern', () => {
  const filter = { level: 'warn', sources: ['root', 'worker:a'], search: 'x' } as const
  expect([queryOf(filter), queryOf({ ...filter, search: '/x/' }).search]).toEqual([
    { level: 'warn', sources: 'root,worker:a', search: 'x' },
    '',
  ])
})

test.each([
  '(a+)+$',
  '(a|aa)*b',
  '(?:x*){2}',
  'a+b+c+',
  '(a)\\1',
  '(?=a)',
  '(?<!a)b',
  'a{1,5000}',
  '\\d+\\s*\\w+',
])('gives up %s before it is run', source => {
  expect(isCostly(source)).toBe(true)
  const matcher = matcherOf({ ...everyLine, search: `/${source}/` })
  expect([matcher.problem, matcher.isWanted(failed)]).toEqual(['too-costly', true])
})

test.each(['fail(ed|ure)', '5\\d\\d', '[*+]{2}', '\\(x\\)+', 'a.*b', '^exit \\d+$', '\\+\\+\\+'])(
  'allows %s',
  source => {
    expect(isCostly(source)).toBe(false)
  },
)

test('what is no pattern yet filters nothing', () => {
  const matcher = matcherOf({ ...everyLine, search: '/(/' })
  expect([matcher.problem, matcher.isWanted(failed)]).toEqual(['unreadable', true])
})

test('the worst that is allowed, on the longest text, holds nothing up for long', () => {
  const matcher = matcherOf({ ...everyLine, search: '/a*a*b/' })
  const long = aLine(2, { text: 'a'.repeat(100_000) })
  const since = performance.now()
  for (let at = 0; at < 100; at += 1) matcher.isWanted(long)
  expect(performance.now() - since).toBeLessThan(2_000)
})
