import { parseJson } from '../call.ts'
import type { ChatRouter } from '../chat-router.ts'
import { fieldsOf, malformed, modelIn } from '../openai-body.ts'
import { passThrough } from '../pass-through.ts'
import { timeoutHeader } from '../request-headers.ts'
import type { Route } from '../route.ts'

/** `POST /v1/embeddings`, handed on byte for byte like a chat; the worker checks the rest. */
export function embeddings(router: ChatRouter, strategy: string): Route {
  return {
    method: 'POST',
    path: '/v1/embeddings',
    access: 'app',
    async handle(call) {
      const body = await call.body()
      const json = fieldsOf(parseJson(body))
      const { input } = json
      if (typeof input === 'string' ? input === '' : !Array.isArray(input) || input.length === 0) {
        throw malformed('input: a text, or a list of texts, is expected', 'input')
      }
      passThrough(router, strategy, call, {
        capability: 'embeddings',
        model: modelIn(json),
        isStream: false,
        json,
        body,
        timeoutMs: timeoutHeader(call),
      })
    },
  }
}
