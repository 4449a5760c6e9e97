import type { AnswerOf } from '#contract/http/operations'
import { Refusal } from '../../fake-bridge.ts'
import { aSnapshot, aWorker } from '../../snapshot.ts'
import type { Scene } from '../scene.ts'

const root = { name: 'running', address: 'http://127.0.0.1:3000', since: Date.now() } as const
const demo = aWorker('local-1', {
  providers: [{ name: 'demo', models: ['banyan-demo'], problem: null }],
  models: ['banyan-demo'],
  defaultModel: 'banyan-demo',
})
const models = [
  ...['gpt-5', 'gpt-5-mini', 'gpt-5-nano', 'gpt-4o', 'gpt-4o-mini', 'o4-mini'],
  ...['text-embedding-3-small', 'text-embedding-3-large', 'gpt-image-1', 'gpt-4.1'],
  ...['gpt-4.1-mini', 'gpt-4.1-nano'],
]
const nothing: AnswerOf<'listRequests'> = { requests: [], next_cursor: null, unkept: null }
const heard = (): AnswerOf<'listRequests'> => ({
  ...nothing,
  requests: [
    {
      ...{ id: '7', request_id: 'r-7', at: new Date(Date.now() + 1_000).toISOString() },
      ...{ app: 'default', route: '/v1/chat/completions', model_asked: 'auto' },
      ...{
        model: 'gpt-5-mini',
        worker_id: 'local-1',
        provider: 'openai',
        attempts: 1,
        first_token_ms: 412,
      },
      ...{ latency_ms: 1_310, prompt_tokens: 9, completion_tokens: 12, cached_tokens: null },
      ...{ reasoning_tokens: null, cost_usd: 0.0001, cache_hit: false, outcome: 'served' },
      ...{ status: 200, error_code: null },
    },
  ],
})

const fresh: Scene = {
  snapshot: aSnapshot({ root, workers: [demo] }),
  api: {
    listRequests: nothing,
    addApp: {
      ...{ id: 'a1', name: 'Open WebUI', models: [], requests_per_minute: null },
      ...{ tokens_per_day: null, budget_usd_per_month: null, expires_at: null, cache: 'off' },
      ...{ keep_contents: false, revoked: false, key_hint: 'k3Zq', created_at: '2026-01-01' },
      ...{ tokens_today: 0, cost_usd_this_month: 0 },
      key: 'bnyn_abcdefghijkl_Qm5jZ0pX7cYt1uV9wA2bD4eF6gH8iJ0kL3mN5oP7k3Zq',
    },
  },
  answers: {
    'servers.find': () => [
      {
        name: 'ollama',
        baseUrl: 'http://127.0.0.1:11434',
        models: ['llama3.2:3b', 'nomic-embed-text', 'qwen3:4b', 'qwen3:8b', 'gemma3:4b'],
      },
    ],
    'key.try': ({ key, provider }) => {
      if (key.includes('wrong')) {
        return new Refusal({
          ...{ code: 'provider.refused', status: 401, type: 'invalid_request_error' },
          ...{ errorCode: null, detail: 'Incorrect API key provided: [secret].' },
        })
      }
      if (provider === 'compatible') {
        return new Refusal({
          code: 'server.silent',
          address: '192.168.1.20:8000',
          withinSeconds: 12,
        })
      }
      return { baseUrl: 'https://api.openai.com/v1', models }
    },
  },
}

export const firstRunScenes: Readonly<Record<string, Scene>> = {
  first: fresh,
  'first-nothing': { ...fresh, answers: { ...fresh.answers, 'servers.find': () => [] } },
  'first-heard': { ...fresh, api: { ...fresh.api, listRequests: heard } },
  'first-stopped': { ...fresh, snapshot: aSnapshot({ root: { name: 'stopped' } }) },
}
