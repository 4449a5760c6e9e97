import { expect, test } from 'vitest'
import { plainCutover, plainRunner } from '#main/provisioning/methods/plain'
import { PortChoice } from '#main/provisioning/steps/port-chosen'
import { serves } from '#main/provisioning/steps/serves'
import { isSo } from '#main/provisioning/told'
import { never, ScriptedSite } from '../scripted-site.ts'

const right = {
  link: 'versions/1.0.0',
  unit: 'same',
  enabled: 'enabled',
  active: 'active',
  program: '/opt/banyan-worker/versions/1.0.0/bin/node',
  running: 'abc',
  settings: 'abc',
  unfinished: 'no',
}

const lines = (state: Readonly<Record<string, string>>) =>
  Object.entries(state)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

const step = () =>
  serves({
    name: 'service',
    words: 'Starts it.',
    runner: plainRunner,
    isTls: false,
    choice: new PortChoice(3001),
    cutover: () => plainCutover('1.0.0'),
  })

const isHealth = (words: string) => words.startsWith('Asks the worker')

test('is done when what should run does, and answers', async () => {
  const site = new ScriptedSite(({ words }) => (isHealth(words) ? '{}' : lines(right)))
  expect(await step().check(site, never)).toEqual(isSo('it runs and answers', 'serving'))
})

test.each([
  ['link', 'versions/0.9.0'],
  ['unit', 'other'],
  ['enabled', 'disabled'],
  ['active', 'failed'],
  ['program', '/opt/banyan-worker/versions/0.9.0/bin/node'],
  ['running', 'abd'],
  ['settings', ''],
  ['unfinished', 'yes'],
])('is not done when %s is %j', async (name, value) => {
  const site = new ScriptedSite(() => lines({ ...right, [name]: value }))
  expect((await step().check(site, never)).isDone).toBe(false)
})

test('is not done when it runs and does not answer', async () => {
  const silent = { exitCode: 1, stderr: 'connection refused' }
  const site = new ScriptedSite(({ words }) => (isHealth(words) ? silent : lines(right)))
  expect((await step().check(site, never)).isDone).toBe(false)
})

test('goes back to what served before, and waits for it', async () => {
  const site = new ScriptedSite(({ words }) => (isHealth(words) ? '{}' : 'restored'))
  await step().undo?.(site, never)
  expect(site.ran).toEqual([
    'Where the new one does not answer: puts back what served before',
    'Asks the worker for its health, for at most 60 s',
    'Notes the version before as the way back, and deletes the copy of its settings',
  ])
})

test('leaves alone what became healthy, whatever fails after it', async () => {
  const site = new ScriptedSite(() => '{}')
  const serving = step()
  await serving.apply(site, never)
  await serving.verify(site, never)
  const before = site.ran.length
  await serving.undo?.(site, never)
  expect(site.ran.length).toBe(before)
})
