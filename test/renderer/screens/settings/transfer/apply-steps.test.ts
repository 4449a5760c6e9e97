import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { applySteps, type Hands, takeBack } from '#renderer/screens/settings/transfer/apply-steps'
import type { Step } from '#renderer/screens/settings/transfer/import-plan'

type AppStep = Extract<Step, { readonly kind: 'app' }>

const app: AppStep['app'] = {
  ...{ name: '笔记', models: [], requests_per_minute: null, tokens_per_day: null },
  ...{ budget_usd_per_month: 5, expires_at: null, cache: 'off' as const, keep_contents: false },
}
const looks = { language: 'system', theme: 'dark' } as const

const steps: readonly Step[] = [
  { kind: 'setting', name: 'logLevel', value: 'debug', before: null },
  { kind: 'setting', name: 'port', value: '1', before: '3000' },
  { kind: 'app', app, known: null },
  { kind: 'prices', prices: [], before: [] },
  { kind: 'preference', to: looks, before: { language: 'en', theme: 'light' } },
]

function scripted(refused: string): { readonly hands: Hands; readonly did: string[] } {
  const did: string[] = []
  function note(what: string) {
    if (what.startsWith(refused)) throw new FaultError({ code: 'storage.full' })
    did.push(what)
  }
  const hands: Hands = {
    save: async (name, value) => note(`${name}=${value}`),
    // Sound: the steps here look at nothing else of an answer.
    api: (async (operation: string, input: object) => {
      note(`${operation} ${JSON.stringify(input)}`)
      return { id: 'a9', key: 'the-key' }
    }) as unknown as Hands['api'],
    prefer: ({ theme }) => note(`theme=${theme}`),
  }
  return { hands, did }
}

test('does one after the other, tells the key of a new app, and goes on after a failure', async () => {
  const { hands, did } = scripted('port')
  const counts: number[] = []
  const never = new AbortController().signal
  const done = await applySteps(steps, hands, never, count => counts.push(count))
  expect(done.map(({ fault, key }) => [fault?.code ?? null, key])).toEqual([
    [null, null],
    ['storage.full', null],
    [null, 'the-key'],
    [null, null],
    [null, null],
  ])
  expect(counts).toEqual([1, 2, 3, 4, 5])
  expect(did).toEqual([
    'logLevel=debug',
    `addApp ${JSON.stringify({ body: app })}`,
    'setPrices {"body":{"prices":[]}}',
    'theme=dark',
  ])
})

test('takes back what was done, the last first, and counts what it cannot', async () => {
  const { hands, did } = scripted('deleteApp')
  const done = await applySteps(steps, hands, new AbortController().signal)
  did.length = 0
  expect(await takeBack(done)).toBe(1)
  expect(did).toEqual([
    'theme=light',
    'setPrices {"body":{"prices":[]}}',
    'port=3000',
    'logLevel=null',
  ])
})

test('stops where it is told to', async () => {
  const { hands, did } = scripted('nothing')
  const stop = new AbortController()
  await applySteps(steps, hands, stop.signal, count => count === 2 && stop.abort())
  expect(did).toEqual(['logLevel=debug', 'port=1'])
})
