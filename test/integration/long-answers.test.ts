import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { type HttpAnswer, healthyWorkers, postJson } from './http.ts'
import { type RunningProgram, startRoot, startWorker } from './processes.ts'
import {
  chunk,
  type Question,
  type Script,
  says,
  scriptedModel,
  streamHead,
} from './scripted-model.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const messages = [{ role: 'user', content: '榕树' }]
const story = ['从前', '有一棵', '榕树', '，很大', '很大', '。']

/** A worker of ours for each of these models, and a root before them. */
async function houseOf(
  scripts: readonly Script[],
  environment: Record<string, string>,
): Promise<{ root: RunningProgram; workers: readonly RunningProgram[] }> {
  const workers = await Promise.all(
    scripts.map(async (script, index) => {
      const model = await scriptedModel(cleanup, ['m'], script)
      return startWorker(cleanup, {
        MODEL_PROVIDER: '',
        OPENAI_API_KEY: 'k',
        OPENAI_BASE_URL: `${model.url}/v1`,
        WORKER_ID: `w${index}`,
      })
    }),
  )
  const root = await startRoot(cleanup, {
    WORKERS: workers.map(({ url }) => url).join(','),
    LOCAL_WORKER: 'false',
    ...environment,
  })
  await healthyWorkers(root.url, workers.length)
  return { root, workers }
}

function ask(root: RunningProgram, headers: Record<string, string> = {}) {
  return postJson(`${root.url}/v1/chat/completions`, { model: 'm', messages }, headers)
}

/** A word each 400 ms. */
async function saySlowly({ asked, response }: Question, words: readonly string[]): Promise<void> {
  streamHead(response)
  for (const word of words) {
    response.write(chunk(asked.model, { content: word }))
    await pause(400)
  }
}

const slowly: Script = async question => {
  await saySlowly(question, story)
  question.response.end(`${chunk(question.asked.model, {}, 'stop')}data: [DONE]\n\n`)
}

const textIn = (json: HttpAnswer['json']) => json.choices[0].message.content

test('a whole answer may take longer than the limit, as long as it goes on', async () => {
  const { root } = await houseOf([slowly], { WORKER_TIMEOUT_MS: '1500' })
  const startedAt = performance.now()
  const { status, json, headers } = await ask(root)
  expect([status, textIn(json), headers['x-banyan-attempts']]).toEqual([200, story.join(''), '1'])
  expect(performance.now() - startedAt).toBeGreaterThan(2_000)
})

test('an own limit holds for the whole of it', async () => {
  const { root } = await houseOf([slowly], {})
  const { status } = await ask(root, { 'x-banyan-timeout-ms': '1200' })
  expect(status).toBe(504)
})

const stalls: Script = question => void saySlowly(question, story.slice(0, 5))
const isCut: Script = question =>
  void saySlowly(question, story.slice(0, 5)).then(() => question.response.destroy())

test.each([
  ['stalls', stalls],
  ['is cut', isCut],
])('one that %s on its way is asked for elsewhere', async (_what, script) => {
  const { root, workers } = await houseOf([script, says(...story)], {
    CHUNK_TIMEOUT_MS: '1500',
    WORKER_TIMEOUT_MS: '60000',
  })
  const startedAt = performance.now()
  const { status, json, headers } = await ask(root, { 'x-banyan-prefer': workers[0]?.url ?? '' })
  expect([status, textIn(json), headers['x-banyan-attempts']]).toEqual([200, story.join(''), '2'])
  expect(performance.now() - startedAt).toBeLessThan(10_000)
})
