import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const docs = join(import.meta.dirname, '../docs')
const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.md'))
  .map(name => ({ name, lines: readFileSync(join(docs, name), 'utf8').split('\n') }))

test('no page holds the marks of a merge', () => {
  const isMark = (line: string) => /^(<{7}|>{7}|={7}$)/.test(line)
  expect(pages.length).toBeGreaterThan(50)
  expect(pages.filter(({ lines }) => lines.some(isMark)).map(({ name }) => name)).toEqual([])
})
