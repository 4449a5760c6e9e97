import { expect, test } from 'vitest'
import { markdownParts } from '#renderer/ui/markdown-parts'

const many = (line: (at: number) => string, count = 90) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n')
const words = 'some words that make a line of usual length'

test('a list is cut before its items, and knows its first number', () => {
  const items = many(at => `${at + 7}. ${words}\n   more of it\n   - within`)
  const made = markdownParts(items)
  expect(made).toMatchObject({ kind: 'list', start: 7 })
  expect(made?.parts.join('\n')).toBe(items)
  expect(made?.parts.every(part => /^\d+\. /.test(part))).toBe(true)
})

test('each part of a table begins with its head', () => {
  const head = '| a \\| b | c |\n| :--- | ---: |'
  const rows = many(at => `| ${words} | ${at} |`)
  const made = markdownParts(`${head}\n${rows}`)
  expect(made).toMatchObject({ kind: 'table', head })
  expect(made?.parts.map(part => part.slice(head.length + 1)).join('\n')).toBe(rows)
})

test.each([
  ['list', many(at => `- ${words} ${at}`)],
  ['table', `| a | b |\n| --- | --- |\n${many(at => `| ${words} | ${at} |`)}`],
])('as a %s grows by a character, all parts but the last stay', (_, text) => {
  let before = markdownParts(text.slice(0, 3_200))?.parts ?? []
  for (let length = 3_201; length <= text.length; length++) {
    const parts = markdownParts(text.slice(0, length))?.parts ?? []
    expect(parts.slice(0, before.length - 1)).toEqual(before.slice(0, -1))
    expect(parts.length).toBeGreaterThanOrEqual(before.length)
    before = parts
  }
})

test.each([
  ['short', many(at => `- ${at}`)],
  ['loose', `${many(() => `- ${words}`)}\n\n- more`],
  ['with another mark in it', `${many(() => `- ${words}`)}\n* ${words}\n- ${words}`],
  ['with a line across in it', `${many(() => `- ${words}`)}\n- - -\n- ${words}`],
  ['of tasks', many(() => `- [x] ${words}`)],
  ['with a formula on lines of its own', many(() => `- ${words} \\[x\\]`)],
  ['with words at the margin', `${many(() => `- ${words}`)}\nwords\n- ${words}`],
  ['prose', many(() => words)],
  ['a table with too few columns', `| a |\n| --- | --- |\n${many(() => `| ${words} | 1 |`)}`],
  ['a table without its line', many(() => `| ${words} | 1 |`)],
])('what is %s stays whole', (_, text) => {
  expect(markdownParts(text)).toBeNull()
})
