import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import type { Worker } from '#contract/model/worker'
import { Narrator } from '#main/terminal/narrator'

const worker: Worker = {
  id: WorkerId.parse('local-1'),
  name: 'local-1',
  origin: 'local',
  transport: 'local',
  hostName: null,
  url: 'http://127.0.0.1:4000',
  phase: { name: 'healthy', since: 0 },
  version: '1.0.0',
  slots: 5,
  weight: 1,
  priority: 0,
  role: 'worker',
  vitals: null,
  providers: [{ name: 'demo', models: ['banyan-demo'], problem: null }],
  models: ['banyan-demo'],
  defaultModel: 'banyan-demo',
  load: { inFlight: 0, served: 0, failed: 0, latencyMs: null, firstTokenMs: null },
}

function told(tell: (narrator: Narrator) => void): readonly string[] {
  let text = ''
  tell(
    new Narrator({ data: 'DATA', logs: 'LOGS' }, piece => {
      text += piece
    }),
  )
  return text.split('\n').map(line => line.split(/ {2,}/).slice(0, 3).join(' | '))
}

test('announces the root first, then its workers, and how to add a key once', () => {
  const lines = told(narrator => {
    narrator.hear({ type: 'worker', worker: { ...worker, phase: { name: 'starting' } } })
    narrator.hear({ type: 'root', root: { name: 'running', address: 'http://a:1', since: 0 } })
    narrator.hear({ type: 'worker', worker })
    narrator.hear({ type: 'worker', worker: { ...worker, load: { ...worker.load, inFlight: 3 } } })
    narrator.hear({ type: 'root', root: { name: 'stopping', inFlight: 0 } })
  })
  expect(lines.map(line => line.split(' | ')[0])).toEqual([
    'Root node',
    'Data',
    'Logs',
    'Try it',
    'Stop',
    'Worker',
    'Worker',
    'Add a key',
    'Stopping',
    '',
  ])
})

test('says in words why a worker or a provider does not answer', () => {
  const problem = 'the key was refused (401)'
  const lines = told(narrator => {
    narrator.hear({ type: 'root', root: { name: 'running', address: 'http://a:1', since: 0 } })
    const offline = {
      name: 'offline',
      since: 0,
      reason: { kind: 'key-refused' },
      retryAt: null,
    } as const
    narrator.hear({ type: 'worker', worker: { ...worker, phase: offline } })
    const providers: Worker['providers'] = [{ name: 'openai', models: [], problem }]
    narrator.hear({ type: 'worker', worker: { ...worker, providers, defaultModel: null } })
  })
  expect(lines.slice(5)).toEqual([
    'Worker | local-1 | offline: it refuses our key',
    `Worker | local-1 | healthy, openai does not answer (${problem})`,
    '',
  ])
})
