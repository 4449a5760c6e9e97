import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { settingsThere } from '#main/provisioning/steps/settings'
import { never, ScriptedSite } from '../scripted-site.ts'

const secretText = 'ROOT_NODE_SECRET=very-secret-indeed\n'
const hash = createHash('sha256').update(secretText).digest('hex')
const other = hash.replaceAll(/./g, 'a')
const step = settingsThere({
  name: 'settings',
  words: 'Writes them.',
  text: async () => secretText,
  made: async () => secretText,
})

test.each([
  ['in use', [hash, 'none'], true],
  ['ready to be used', [other, hash], true],
  ['missing', ['none', 'none'], false],
  ['others', [other, 'none'], false],
  ['in use, with others ready', [hash, other], false],
])('finds that they are %s', async (_name, found, isDone) => {
  const site = new ScriptedSite(() => found.join('\n'))
  expect((await step.check(site, never)).isDone).toBe(isDone)
})

test('sends them through standard input alone', async () => {
  let isWritten = false
  const site = new ScriptedSite(({ script }) => {
    if (script.includes('cat >')) isWritten = true
    return isWritten ? `none\n${hash}` : 'none\nnone'
  })
  await step.apply(site, never)
  await step.verify(site, never)
  expect(site.fed).toEqual([secretText])
  expect(JSON.stringify(step.commands)).not.toContain('very-secret')
})

test('takes back those that are ready when those in use are right', async () => {
  const site = new ScriptedSite(() => `${hash}\n${other}`)
  await step.apply(site, never)
  expect(site.ran.at(-1)).toBe(
    'Where a later step fails, or nothing changed: removes settings that are not in use',
  )
  expect(site.fed).toEqual([])
})
