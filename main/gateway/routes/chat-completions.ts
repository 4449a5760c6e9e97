import { parseJson } from '../call.ts'
import type { ChatRouter } from '../chat-router.ts'
import { type AskByVote, wishedConsensus } from '../consensus-wish.ts'
import { fieldsOf, malformed, modelIn } from '../openai-body.ts'
import { passThrough } from '../pass-through.ts'
import { answerRemembered, type Remember, sessionTurn } from '../remembered-completion.ts'
import { timeoutHeader } from '../request-headers.ts'
import type { Route } from '../route.ts'
import { answerByVote } from '../voted-completion.ts'

/**
 * `POST /v1/chat/completions`. What came in as OpenAI and goes out as OpenAI is looked into once
 * and handed on byte for byte, so that fields which we do not know survive.
 */
export function chatCompletions(
  router: ChatRouter,
  strategy: string,
  askByVote: AskByVote,
  remember: Remember,
): Route {
  return {
    method: 'POST',
    path: '/v1/chat/completions',
    access: 'app',
    async handle(call) {
      const body = await call.body()
      const look = lookInto(parseJson(body))
      const timeoutMs = timeoutHeader(call)
      const { model, wish } = wishedConsensus(call, look.model, null)
      if (wish) {
        await answerByVote(askByVote, call, { ...look, model, wish, timeoutMs })
        return
      }
      const turn = sessionTurn(call, look.messages)
      if (!turn) {
        passThrough(router, strategy, call, { ...look, body, timeoutMs })
        return
      }
      await answerRemembered(router, remember, call, {
        ...look,
        turn,
        pass(listening, messages) {
          const json = { ...look.json, messages }
          const whole = { ...look, json, body: Buffer.from(JSON.stringify(json)), timeoutMs }
          passThrough(listening, strategy, call, whole)
        },
      })
    },
  }
}

interface Look {
  readonly model: string | null
  readonly isStream: boolean
  readonly messages: readonly unknown[]
  readonly json: Readonly<Record<string, unknown>>
}

/** The few fields that routing needs. The rest is the worker's to check. */
function lookInto(json: unknown): Look {
  const fields = fieldsOf(json)
  const { messages, stream } = fields
  if (!Array.isArray(messages) || messages.length === 0) {
    throw malformed('messages: a list of at least one message is required', 'messages')
  }
  const model = modelIn(fields)
  if (stream !== undefined && stream !== null && typeof stream !== 'boolean') {
    throw malformed('stream: true or false is expected', 'stream')
  }
  return { model, isStream: stream === true, messages, json: fields }
}
