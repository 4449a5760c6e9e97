import { afterEach, expect, test } from 'vitest'
import { protocolHeader, protocolText, spokenProtocol } from '#contract/wire/protocol'
import { startTestWorker, type TestWorker } from '#test/fakes/worker-program'

const running: TestWorker[] = []
afterEach(async () => {
  for (const worker of running.splice(0)) await worker.stop(0)
})

async function look(worker: TestWorker, protocol: string): Promise<readonly unknown[]> {
  const response = await fetch(`${worker.url}/health`, { headers: { [protocolHeader]: protocol } })
  const { error, banyan } = await response.json()
  return [response.status, response.headers.get('x-banyan-refused'), banyan, error?.message]
}

test('refuses a root node that is too far away, and says which side to update', async () => {
  const worker = await startTestWorker()
  running.push(worker)
  const { oldest, newest } = spokenProtocol
  const newer = protocolText({ oldest: newest + 1, newest: newest + 3 })
  const older = protocolText({ oldest: 0, newest: oldest - 1 })
  expect([await look(worker, newer), await look(worker, older)]).toEqual([
    [
      ...[409, 'protocol', 'worker'],
      `This worker speaks protocol ${newest}, the root node needs ${newest + 1} or newer: update the worker.`,
    ],
    [
      ...[409, 'protocol', 'worker'],
      `The root node speaks protocol ${oldest - 1}, this worker needs ${oldest} or newer: update the root node.`,
    ],
  ])
  expect(worker.logLines.filter(line => line['code'] === 'protocol_differs')).toHaveLength(2)
})

test('answers a root node that still understands it, and whoever says nothing sensible', async () => {
  const worker = await startTestWorker()
  running.push(worker)
  const { oldest, newest } = spokenProtocol
  const fits = protocolText({ oldest, newest: newest + 9 })
  const answers = await Promise.all([fits, 'nonsense', ''].map(each => look(worker, each)))
  expect(answers).toEqual(Array(3).fill([200, null, 'worker', undefined]))
})
