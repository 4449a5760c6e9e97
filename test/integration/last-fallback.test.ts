import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, postJson } from './http.ts'
import { type RunningProgram, startRoot, startWorker } from './processes.ts'
import { says, scriptedModel } from './scripted-model.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** A root node before two workers elsewhere, whose own worker has the owner's key for a model. */
async function houseWithOwnKey(environment: Record<string, string> = {}) {
  const keys: (string | undefined)[] = []
  const model = await scriptedModel(cleanup, ['own-model'], question => {
    keys.push(question.response.req.headers.authorization)
    says('from the last ', 'fallback')(question)
  })
  const elsewhere = await Promise.all(['a', 'b'].map(id => startWorker(cleanup, { WORKER_ID: id })))
  const root = await startRoot(cleanup, {
    WORKERS: elsewhere.map(({ url }) => url).join(','),
    MODEL_PROVIDER: 'compatible',
    COMPATIBLE_BASE_URL: `${model.url}/v1`,
    COMPATIBLE_API_KEY: 'sk-owner',
    ...environment,
  })
  await healthyWorkers(root.url, 3)
  return { root, elsewhere, keys }
}

const messages = [{ role: 'user', content: 'ping' }]

async function killAll(workers: readonly RunningProgram[]): Promise<void> {
  for (const worker of workers) worker.signal('SIGKILL')
  await Promise.all(workers.map(({ exited }) => exited))
}

test("when every worker elsewhere is down, the local one answers with its owner's key", async () => {
  const { root, elsewhere, keys } = await houseWithOwnKey()
  await killAll(elsewhere)
  const answers = await Promise.all([
    postJson(`${root.url}/v1/chat/completions`, { messages }),
    postJson(`${root.url}/v1/messages`, { model: 'auto', max_tokens: 9, messages }),
    postJson(`${root.url}/api/chat`, { message: 'ping' }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  for (const { text } of answers) expect(text).toContain('from the last fallback')
  expect(answers[2]?.json.worker_id).toBe('local-1')
  expect(keys).toEqual(['Bearer sk-owner', 'Bearer sk-owner', 'Bearer sk-owner'])
})

test('so it does in place of a vote, where the owner allows it', async () => {
  const { root, elsewhere, keys } = await houseWithOwnKey({ CONSENSUS_ALLOW_LOCAL: 'true' })
  await killAll(elsewhere)
  await healthyWorkers(root.url, 1)
  const { status, json } = await postJson(`${root.url}/api/chat`, { message: 'ping', consensus: 3 })
  expect([status, json.consensus.fallback, json.worker_id]).toEqual([200, 'local', 'local-1'])
  expect(keys).toEqual(['Bearer sk-owner'])
})
