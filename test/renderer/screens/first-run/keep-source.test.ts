import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { keepSource } from '../../../../renderer/screens/first-run/keep-source.ts'
import type { MirrorState } from '../../../../renderer/state/mirror.ts'
import type { PendingState } from '../../../../renderer/state/pending.ts'
import { aSnapshot, aWorker } from '../../snapshot.ts'

function aRoot(afterRestart: Parameters<typeof aSnapshot>[0]) {
  const said: string[] = []
  const store = createStore<MirrorState>(() => ({ name: 'live', seen: aSnapshot() }))
  return {
    said,
    mirror: { store },
    pending: {
      store: createStore<PendingState>(() => ({ names: [], isRestarting: false })),
      save: async (name: string, value: string | null) => void said.push(`save ${name} ${value}`),
      async restart() {
        said.push('restart')
        setTimeout(() => store.setState({ name: 'live', seen: aSnapshot(afterRestart) }), 1)
      },
    },
  }
}
const key = { kind: 'key', provider: 'openai', key: 'k', baseUrl: null } as const

test('saves, starts again, and is done when a model is there', async () => {
  const root = aRoot({ workers: [aWorker('w')] })
  const model = await keepSource(root, key, step => root.said.push(step), 1_000)
  expect({ model, said: root.said }).toEqual({
    model: 'gpt-5-mini',
    said: ['saving', 'save openaiApiKey k', 'restarting', 'restart', 'waiting'],
  })
})

test('does not wait for a root node that could not start', async () => {
  const root = aRoot({ root: { name: 'failed', fault: { code: 'internal' } } })
  expect(await keepSource(root, key, () => {}, 60_000)).toBe(null)
})

test('does not wait for ever', async () => {
  const root = aRoot({ workers: [] })
  expect(await keepSource(root, key, () => {}, 20)).toBe(null)
})
