import type { IncomingHttpHeaders } from 'node:http'
import type { WireError } from '#contract/wire/chat'
import type { ErrorAnswer } from '../error-answer.ts'

/** In whose words an error is told. */
export type ErrorDialect = 'openai' | 'anthropic' | 'ollama'

interface SpokenError {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** An error in the shape that the client's SDK looks for. */
export function spokenError(
  dialect: ErrorDialect,
  answer: ErrorAnswer,
  requestId: string,
): SpokenError {
  switch (dialect) {
    case 'openai':
      return answer
    case 'ollama':
      return { ...answer, body: ollamaError(answer.body.error) }
    case 'anthropic': {
      // Anthropic's own word for "not now" is 529.
      const status = answer.status === 503 ? 529 : answer.status
      const error = { type: anthropicTypes[status] ?? typeByClass(status) }
      return {
        status,
        headers: { ...answer.headers, 'request-id': requestId },
        body: {
          type: 'error',
          error: { ...error, message: answer.body.error.message },
          request_id: requestId,
        },
      }
    }
  }
}

export function ollamaError({ message }: WireError['error']) {
  return { error: message }
}

/** Inside a stream there is no status: the kind is read from the words. */
export function anthropicErrorInStream(error: WireError['error'], requestId: string) {
  const known = [error.type, error.code ?? ''].find(word => anthropicWords.has(word))
  const type =
    known ?? (/busy|overload|unavailable/.test(error.code ?? '') ? overloaded : 'api_error')
  return { type: 'error', error: { type, message: error.message }, request_id: requestId }
}

const overloaded = 'overloaded_error'

const anthropicTypes: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: overloaded,
}

const anthropicWords = new Set([...Object.values(anthropicTypes), 'invalid_request_error'])

function typeByClass(status: number): string {
  return status < 500 ? 'invalid_request_error' : 'api_error'
}

const ollamaPaths =
  /^\/api\/(generate|tags|show|version|ps|embed|embeddings|pull|push|create|copy|delete|blobs)(\/|$)/

/** Whose client asks, as far as the path tells; for errors that come before any route. */
export function dialectOf(path: string, headers: IncomingHttpHeaders): ErrorDialect {
  if (/^\/v1\/messages(\/|$)/.test(path)) return 'anthropic'
  if (headers['anthropic-version'] !== undefined && /^\/v1\/models(\/|$)/.test(path)) {
    return 'anthropic'
  }
  // At a path that is ours too, its own clients say who they are.
  const isOllama = path === '/api/chat' && /^ollama/i.test(headers['user-agent'] ?? '')
  return isOllama || ollamaPaths.test(path) ? 'ollama' : 'openai'
}
