import { expect, test } from 'vitest'
import { canonicalJson } from '#main/consensus/canonical-json'
import { atPath, jsonPath } from '#main/consensus/json-path'
import { normalised } from '#main/consensus/normalised'
import { voteReader } from '#main/consensus/vote-value'

const isSame = (a: string, b: string) => normalised(a) === normalised(b)

test.each([
  ['case and the end of the sentence', 'Paris', 'paris.'],
  ['emphasis and white space', ' **Paris**\n', 'PARIS!'],
  ['full width and half width', 'ＡＢＣ１２３', 'abc123'],
  ['Chinese punctuation', '答案是：苹果。', '答案是 苹果'],
  ['a Chinese comma or none', '你好，世界！', '你好世界'],
  ['composed and decomposed', 'caf\u00e9', 'cafe\u0301'],
  ['a sharp s', 'Straße', 'STRASSE'],
  ['a final sigma', 'ΟΔΟΣ', 'οδος'],
  ['a minus sign and a hyphen', '\u22125', '-5'],
  ['a ligature', 'ﬁn', 'FIN'],
])('takes as one: %s', (_what, a, b) => {
  expect(isSame(a, b)).toBe(true)
})

test.each([
  ['a sign', '5', '-5'],
  ['a decimal point', '3.5', '3 5'],
  ['a per cent sign', '50%', '50'],
  ['a sharp', 'C#', 'C'],
  ['a plus', 'C++', 'C'],
  ['words', '苹果', '苹'],
  ['a fraction', '1/2', '1 2'],
])('keeps apart: %s', (_what, a, b) => {
  expect(isSame(a, b)).toBe(false)
})

test('an answer of punctuation alone is not the same as another one', () => {
  expect(normalised('?')).toBe('?')
  expect(isSame('?', '!')).toBe(false)
})

test('normalises half a million characters of punctuation in no time', () => {
  const startedAt = performance.now()
  normalised(`${'-.,:/#%'.repeat(70_000)}x`)
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})

test('reads a path from JSON, fences around it or not', () => {
  const read = voteReader({ path: 'result.items[1].name' })
  const json = '{"result":{"items":[{"name":"a"},{"name":"乙"}]}}'
  const vote = { counts: true, key: '"乙"', shown: '乙' }
  expect(read(json)).toEqual(vote)
  expect(read(`Here it is:\n\`\`\`json\n${json}\n\`\`\`\nDone.`)).toEqual(vote)
})

test('an answer without the path, without JSON or without anything does not count, and says why', () => {
  const read = voteReader({ path: 'winner' })
  expect([read('{"loser":"a"}'), read('a wins'), read('  '), read('{"winner":')]).toEqual([
    { counts: false, reason: 'its JSON has nothing at winner' },
    { counts: false, reason: 'it is no JSON' },
    { counts: false, reason: 'it is empty' },
    { counts: false, reason: 'it is no JSON' },
  ])
})

test('JSON that is nested too deep, or too long, is not looked into', () => {
  const read = voteReader({ path: '0' })
  const deep = `${'['.repeat(100_000)}1${']'.repeat(100_000)}`
  expect([deep.slice(0, 300), deep, `["${'x'.repeat(300_000)}"]`].map(read)).toMatchObject([
    { reason: 'its JSON is nested deeper than 50 levels' },
    { reason: 'its JSON is longer than 200000 characters' },
    { reason: 'its JSON is longer than 200000 characters' },
  ])
})

test('a path finds only what the JSON itself holds', () => {
  const json = JSON.parse('{"a":[1],"__proto__":{"x":2}}')
  const found = (path: string) => atPath(json, jsonPath(path) ?? ['?'])
  expect([found('constructor'), found('a.length'), found('__proto__.x'), found('a.0')]).toEqual([
    { found: false },
    { found: false },
    { found: true, value: 2 },
    { found: true, value: 1 },
  ])
})

test.each(['', '.', 'a..b', '$..a', 'a[b]', 'a['.repeat(99), 'a.'.repeat(50)])(
  'refuses %j as a path',
  path => {
    expect(() => voteReader({ path })).toThrow('consensus.vote.path')
  },
)

test('exact means exact; long votes are shown in part and compared as a whole', () => {
  const read = voteReader('exact')
  const long = 'x'.repeat(5_000)
  expect(read('a ')).toEqual({ counts: true, key: 'a ', shown: 'a ' })
  expect(read(long)).toEqual({ counts: true, key: long, shown: `${'x'.repeat(1_000)}…` })
})

test('JSON that says the same is the same', () => {
  const a = JSON.parse('{"b":[1.0,{"d":null,"c":"caf\\u00e9"}],"a":true}')
  const b = JSON.parse('{"a":true,"b":[1,{"c":"cafe\\u0301","d":null}]}')
  expect(canonicalJson(a)).toBe(canonicalJson(b))
  expect(canonicalJson(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}')
})
