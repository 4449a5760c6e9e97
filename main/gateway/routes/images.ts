import { parseJson } from '../call.ts'
import type { ChatRouter } from '../chat-router.ts'
import { fieldsOf, malformed, modelIn } from '../openai-body.ts'
import { passThrough } from '../pass-through.ts'
import { timeoutHeader } from '../request-headers.ts'
import type { Route } from '../route.ts'

/** A picture takes its time, and nothing comes before it is done. */
const usualTimeoutMs = 180_000

/** `POST /v1/images/generations`, handed on byte for byte like a chat; the worker checks the rest. */
export function images(router: ChatRouter, strategy: string): Route {
  return {
    method: 'POST',
    path: '/v1/images/generations',
    access: 'app',
    async handle(call) {
      const body = await call.body()
      const json = fieldsOf(parseJson(body))
      if (typeof json['prompt'] !== 'string' || json['prompt'] === '') {
        throw malformed('prompt: a text is expected', 'prompt')
      }
      if (json['stream'] === true) {
        throw malformed('stream: images are not streamed here; leave it out', 'stream')
      }
      passThrough(router, strategy, call, {
        capability: 'images',
        model: modelIn(json),
        isStream: false,
        json,
        body,
        timeoutMs: timeoutHeader(call) ?? usualTimeoutMs,
      })
    },
  }
}
