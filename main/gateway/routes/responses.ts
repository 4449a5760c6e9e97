import { ResponsesRequest } from '#contract/http/responses'
import { askWhole, type ChatDoor } from '../dialects/chat-door.ts'
import { answerStream } from '../dialects/chat-stream.ts'
import { toResponse } from '../dialects/responses-answer.ts'
import { fromResponses } from '../dialects/responses-request.ts'
import { ResponsesStream } from '../dialects/responses-stream.ts'
import type { Route } from '../route.ts'

/** `POST /v1/responses`: OpenAI's Responses API with any model. Nothing is stored. */
export function responses(door: ChatDoor): Route {
  return {
    method: 'POST',
    path: '/v1/responses',
    access: 'app',
    async handle(call) {
      const request = await call.json(ResponsesRequest)
      const asked = fromResponses(request)
      if (request.stream) {
        answerStream(door, call, asked, new ResponsesStream(request))
        return
      }
      askWhole(door, call, asked, outcome => {
        if (outcome.kind === 'refused') call.refuse(outcome.fault, outcome.headers)
        else call.answer(200, toResponse(outcome.completion, request), outcome.headers)
      })
    },
  }
}
