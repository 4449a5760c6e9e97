import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '#renderer/i18n/en'

type Tree = { readonly [key: string]: string | Tree }

const renderer = join(import.meta.dirname, '../../../renderer')

function keys(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${path}${key}`] : keys(value, `${path}${key}.`),
  )
}

/** All that the window is made of but its texts. */
function source(): string {
  return readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter(path => /\.tsx?$/.test(path) && !/^i18n[/\\](en|zh-han[st])([/\\]|\.ts$)/.test(path))
    .map(path => readFileSync(join(renderer, path), 'utf8'))
    .join('\n')
}

/** Plural forms are named without their ending. */
const named = (key: string) => key.replace(/_(one|other)$/, '')

test('every text is named somewhere in the window', () => {
  const code = source()
  const plain = new Set(
    [...code.matchAll(/['"`]([\w-]+(?:\.[\w-]+)*)['"`]/g)].map(([, key]) => key),
  )
  const made = [...code.matchAll(/`([\w-]+(?:\.[\w-]+)*\.(?:\$\{[^`]*))`/g)].map(
    ([, text = '']) => {
      const pattern = text.split(/\$\{[^}]*\}/).map(part => part.replaceAll('.', '\\.'))
      return new RegExp(`^${pattern.join('.+')}$`)
    },
  )
  expect(plain.size).toBeGreaterThan(100)
  expect(made.length).toBeGreaterThan(10)
  const unnamed = keys(en)
    .map(named)
    .filter(key => !plain.has(key) && !made.some(pattern => pattern.test(key)))
  expect(unnamed).toEqual([])
})
