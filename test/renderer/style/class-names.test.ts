import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../../../renderer/style/', import.meta.url)

test('a class has its looks from one file, so that screens cannot spoil each other', () => {
  const files = new Map<string, Set<string>>()
  for (const file of readdirSync(folder)) {
    const css = readFileSync(new URL(file, folder), 'utf8')
    for (const [, name = ''] of css.matchAll(/^\.([a-z0-9-]+) \{/gm)) {
      files.set(name, (files.get(name) ?? new Set()).add(file))
    }
  }
  const shared = [...files].filter(([, where]) => where.size > 1).map(([name]) => name)
  expect(files.size).toBeGreaterThan(100)
  expect(shared).toEqual([])
})
