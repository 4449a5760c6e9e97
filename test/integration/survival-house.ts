import { afterEach } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, postJson } from './http.ts'
import { type RunningProgram, startRoot } from './processes.ts'
import type { ScriptedModel } from './scripted-model.ts'

export const cleanup = new Cleanup()
afterEach(() => cleanup.run())

export const messages = [{ role: 'user', content: '榕树' }]

export const story = ['从前', '有一棵', '榕树', '。']

export async function rootBefore(
  workers: readonly ScriptedModel[],
  environment: Record<string, string> = {},
): Promise<RunningProgram> {
  const root = await startRoot(cleanup, {
    WORKERS: workers.map(({ url }) => url).join(','),
    LOCAL_WORKER: 'false',
    LOAD_BALANCE_STRATEGY: 'round-robin',
    ...environment,
  })
  await healthyWorkers(root.url, workers.length)
  return root
}

export function ask(root: RunningProgram, body: object = {}, headers: Record<string, string> = {}) {
  return postJson(`${root.url}/v1/chat/completions`, { model: 'm', messages, ...body }, headers)
}
