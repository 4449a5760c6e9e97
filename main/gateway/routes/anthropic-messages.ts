import { AnthropicCountRequest, AnthropicRequest } from '#contract/http/anthropic-messages'
import { toAnthropic } from '../dialects/anthropic-answer.ts'
import { fromAnthropic } from '../dialects/anthropic-request.ts'
import { AnthropicStream } from '../dialects/anthropic-stream.ts'
import { askWhole, type ChatDoor } from '../dialects/chat-door.ts'
import { answerStream } from '../dialects/chat-stream.ts'
import { estimatedPromptTokens } from '../dialects/token-estimate.ts'
import type { Route } from '../route.ts'

/** `POST /v1/messages` and `POST /v1/messages/count_tokens`: Anthropic's Messages with any model. */
export function anthropicMessages(door: ChatDoor): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/v1/messages',
      access: 'app',
      async handle(call) {
        const request = await call.json(AnthropicRequest)
        const asked = fromAnthropic(request)
        const own = { 'request-id': call.requestId }
        if (request.stream) {
          answerStream(door, call, asked, new AnthropicStream(call.requestId), own)
          return
        }
        askWhole(door, call, asked, outcome => {
          if (outcome.kind === 'refused') call.refuse(outcome.fault, outcome.headers)
          else call.answer(200, toAnthropic(outcome.completion), { ...outcome.headers, ...own })
        })
      },
    },
    {
      method: 'POST',
      path: '/v1/messages/count_tokens',
      access: 'app',
      async handle(call) {
        const request = await call.json(AnthropicCountRequest)
        const count = { input_tokens: estimatedPromptTokens(request) }
        call.answer(200, count, { 'request-id': call.requestId })
      },
    },
  ]
}
