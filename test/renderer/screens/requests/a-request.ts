import type { AnswerOf } from '#contract/http/operations'

type Request = AnswerOf<'getRequest'>
type Attempt = NonNullable<Request['attempts_detail']>[number]

/** One that failed, as the API tells it. */
export function aRequest(more: Partial<Request> = {}): Request {
  return {
    id: '17',
    request_id: 'req-1',
    at: '2026-11-22T03:00:00.000Z',
    app: 'default',
    route: '/v1/chat/completions',
    model_asked: 'gpt-5-mini',
    model: null,
    worker_id: 'old-1',
    provider: null,
    attempts: 1,
    first_token_ms: null,
    latency_ms: 1_200,
    prompt_tokens: null,
    completion_tokens: null,
    cached_tokens: null,
    reasoning_tokens: null,
    cost_usd: null,
    cache_hit: false,
    outcome: 'failed',
    status: 502,
    error_code: 'worker.unreachable',
    waited_ms: 0,
    attempts_detail: null,
    contents: null,
    ...more,
  }
}

export function aFailedAttempt(workerId: string, more: Partial<Attempt> = {}): Attempt {
  return {
    worker_id: workerId,
    model: 'gpt-5-mini',
    kind: 'first',
    began_ms: 0,
    first_token_ms: null,
    ended_ms: 300,
    outcome: 'failed',
    error_code: 'worker.unreachable',
    detail: 'connect ECONNREFUSED',
    worker_then: null,
    ...more,
  }
}
