import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../../../renderer/style/', import.meta.url)

/** What every part of the window is drawn with may be drawn a little differently in one place. */
const common = new Set(['base.css'])

test('a class is drawn by one sheet, so that no screen redraws another one', () => {
  const sheets = new Map<string, string[]>()
  for (const sheet of readdirSync(folder).filter(name => !common.has(name))) {
    const css = readFileSync(new URL(sheet, folder), 'utf8')
    const drawn = css.matchAll(/^\.([a-z][a-z0-9-]*)(?: \{|,$)/gm)
    for (const name of new Set([...drawn].map(([, found]) => found ?? ''))) {
      sheets.set(name, [...(sheets.get(name) ?? []), sheet])
    }
  }
  expect(sheets.size).toBeGreaterThan(100)
  expect([...sheets].filter(([, those]) => those.length > 1)).toEqual([])
})
