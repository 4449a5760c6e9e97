import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { languages } from '#contract/model/language'
import { openTranslation } from '#renderer/i18n/translate'
import { aroundText, aroundTypes, isTold } from '#renderer/screens/requests/around-event'

const event = (type: string, data: Record<string, unknown> = {}, subject = 'old-1') => ({
  ...{ seq: 1, at: '2026-11-22T03:00:00.000Z' },
  ...{ type, subject, data },
})

for (const language of languages) {
  test(`whatever can stand around a request is said in ${language}`, async () => {
    const { t } = await openTranslation(language)
    const texts = aroundTypes.map(type => aroundText(t, event(type), 'fra-1a'))
    expect(texts.filter(text => text === '' || /requests\.|\{\{|^\w+\.\w+$/.test(text))).toEqual([])
    expect(new Set(texts).size).toBe(aroundTypes.length)
  })
}

test('what self-healing did is said with how it went', async () => {
  const { t } = await openTranslation('en')
  const told = (outcome: string) => aroundText(t, event('healing.Restart', { outcome }), 'fra-1a')
  expect(told('failed')).toBe('self-healing: restart of fra-1a · failed')
  expect(told('dry-run')).toBe('self-healing: restart of fra-1a · dry run only')
})

test('a host is called by its name, though the event names its id', async () => {
  const { t } = await openTranslation('en')
  const changed = event('host.changed', { name: 'oracle-1' }, 'h1')
  expect(aroundText(t, changed, 'h1')).toBe('host oracle-1 was changed')
})

test('of others only what concerns them all is told', () => {
  const involved = new Set(['old-1'])
  expect(isTold(event('node.offline'), involved)).toBe(true)
  expect(isTold(event('node.offline', {}, 'another'), involved)).toBe(false)
  expect(isTold(event('root.failed', {}, 'root'), involved)).toBe(true)
  expect(isTold(event('node.bewitched'), involved)).toBe(false)
})

/** Told to whoever follows a deployment or alerts: too much, or nothing, for one request. */
const notTold = ['deployment.host', 'deployment.step', 'deployment.progress']

test('what the root node publishes by its name is either told or left out with intent', () => {
  const main = join(import.meta.dirname, '../../../../main')
  const names = readdirSync(main, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts'))
    .flatMap(path => [
      ...readFileSync(join(main, path), 'utf8').matchAll(/publish\('([a-z]+\.[a-z]+)'/g),
    ])
    .map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(5)
  const known: readonly string[] = [...aroundTypes, ...notTold]
  expect(names.filter(name => !known.includes(name))).toEqual([])
})
