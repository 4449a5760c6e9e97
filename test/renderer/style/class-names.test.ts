import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const styles = join(import.meta.dirname, '../../../renderer/style')

/** The styles of all screens are there at once: a name that two of them lay out is a screen that breaks. */
test('a class is laid out in one file only', () => {
  const byName = new Map<string, string[]>()
  for (const file of readdirSync(styles)) {
    const text = readFileSync(join(styles, file), 'utf8')
    for (const [, name = ''] of text.matchAll(/^\.([\w-]+) \{/gm)) {
      const files = byName.get(name) ?? []
      if (!files.includes(file)) byName.set(name, [...files, file])
    }
  }
  expect(byName.size).toBeGreaterThan(100)
  expect([...byName].filter(([, files]) => files.length > 1)).toEqual([])
})
