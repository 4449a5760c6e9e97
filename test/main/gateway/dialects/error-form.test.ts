import { expect, test } from 'vitest'
import type { Fault } from '#contract/fault'
import { anthropicErrorInStream, dialectOf, spokenError } from '#main/gateway/dialects/error-form'
import { errorAnswer } from '#main/gateway/error-answer'

test.each([
  [{ code: 'request.malformed', detail: 'x' }, 400, 'invalid_request_error'],
  [{ code: 'secret.required' }, 401, 'authentication_error'],
  [{ code: 'request.forbidden', detail: 'x' }, 403, 'permission_error'],
  [{ code: 'route.unknown', path: '/x' }, 404, 'not_found_error'],
  [{ code: 'model.unknown', model: 'm', offered: [] }, 404, 'not_found_error'],
  [{ code: 'route.wrong-method', allow: ['POST'] }, 405, 'invalid_request_error'],
  [{ code: 'request.too-large', limitBytes: 8 }, 413, 'request_too_large'],
  [{ code: 'fleet.busy', retryAfterSeconds: 1 }, 429, 'rate_limit_error'],
  [{ code: 'internal' }, 500, 'api_error'],
  [{ code: 'fleet.none-ready' }, 529, 'overloaded_error'],
  [{ code: 'model.unavailable', model: 'm' }, 529, 'overloaded_error'],
] satisfies [Fault, number, string][])(
  'Anthropic’s client hears of %j as %i %s',
  (fault, status, type) => {
    const said = spokenError('anthropic', errorAnswer(fault), 'req-1')
    expect(said).toEqual({
      status,
      headers: { ...errorAnswer(fault).headers, 'request-id': 'req-1' },
      body: {
        type: 'error',
        error: { type, message: errorAnswer(fault).body.error.message },
        request_id: 'req-1',
      },
    })
  },
)

test('Ollama’s client hears one sentence', () => {
  const answer = errorAnswer({ code: 'fleet.none-ready' })
  expect(spokenError('ollama', answer, 'req-1')).toEqual({
    status: 503,
    headers: {},
    body: { error: answer.body.error.message },
  })
})

test.each([
  ['overloaded_error', 'server_error', 'overloaded_error'],
  ['rate_limit_exceeded', 'rate_limit_error', 'rate_limit_error'],
  ['model_unavailable', 'server_error', 'overloaded_error'],
  ['worker_cut', 'server_error', 'api_error'],
])('in a stream the code %s of type %s is told as %s', (code, type, wanted) => {
  const error = { message: 'x', code, type, param: null }
  expect(anthropicErrorInStream(error, 'req-1').error.type).toBe(wanted)
})

test.each([
  ['/v1/messages', {}, 'anthropic'],
  ['/v1/messages/count_tokens', {}, 'anthropic'],
  ['/v1/messages-of-others', {}, 'openai'],
  ['/v1/models/x', { 'anthropic-version': '2023-06-01' }, 'anthropic'],
  ['/v1/models/x', {}, 'openai'],
  ['/v1/chat/completions', { 'anthropic-version': '2023-06-01' }, 'openai'],
  ['/api/generate', {}, 'ollama'],
  ['/api/pull', {}, 'ollama'],
  ['/api/chat', {}, 'openai'],
  ['/api/chat', { 'user-agent': 'ollama-js/0.6.4 (x64 linux Node.js/v24)' }, 'ollama'],
  ['/api/workers', {}, 'openai'],
])('errors at %s with %j are told in the words of %s', (path, headers, dialect) => {
  expect(dialectOf(path, headers)).toBe(dialect)
})
