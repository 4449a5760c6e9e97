import { TextCompletionRequest } from '#contract/http/completions'
import type { Call } from '../call.ts'
import { type AskedChat, askWhole, type ChatDoor, type Outcome } from '../dialects/chat-door.ts'
import { answerStream } from '../dialects/chat-stream.ts'
import { TextCompletionStream, toTextCompletion } from '../dialects/completions-answer.ts'
import { fromTextCompletion } from '../dialects/completions-request.ts'
import type { Route } from '../route.ts'

/** `POST /v1/completions`: OpenAI's older form, answered by any chat model. */
export function completions(door: ChatDoor): Route {
  return {
    method: 'POST',
    path: '/v1/completions',
    access: 'app',
    async handle(call) {
      const request = await call.json(TextCompletionRequest)
      const prompts = fromTextCompletion(request)
      const [first] = prompts
      if (request.stream && first) {
        const wantsUsage = request.stream_options?.include_usage === true
        answerStream(door, call, first, new TextCompletionStream(wantsUsage))
        return
      }
      answerAll(call, await Promise.all(prompts.map(asked => outcomeOf(door, call, asked))))
    },
  }
}

function outcomeOf(door: ChatDoor, call: Call, asked: AskedChat): Promise<Outcome> {
  return new Promise(resolve => askWhole(door, call, asked, resolve))
}

/** One prompt that failed fails the request: half an answer would pass for a whole one. */
function answerAll(call: Call, outcomes: readonly Outcome[]): void {
  const refused = outcomes.find(outcome => outcome.kind === 'refused')
  if (refused?.kind === 'refused') {
    call.refuse(refused.fault, refused.headers)
    return
  }
  const whole = outcomes.flatMap(outcome => (outcome.kind === 'whole' ? [outcome] : []))
  call.answer(
    200,
    toTextCompletion(whole.map(outcome => outcome.completion)),
    whole[0]?.headers ?? {},
  )
}
