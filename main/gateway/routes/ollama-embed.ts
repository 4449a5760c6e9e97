import { FaultError } from '#contract/fault'
import { OllamaEmbeddingsRequest, OllamaEmbedRequest } from '#contract/http/ollama-embed'
import type { Call } from '../call.ts'
import type { ChatRouter } from '../chat-router.ts'
import { errorIn, readJson, refusal } from '../dialects/chat-door.ts'
import { embedAnswer, embedRequest, modelToRoute } from '../dialects/ollama-embed.ts'
import { steeringHeaders } from '../request-headers.ts'
import type { Route } from '../route.ts'
import { routedWhole } from '../routed-whole.ts'

/** `POST /api/embed`, and `POST /api/embeddings` as older clients know it, in Ollama's dialect. */
export function ollamaEmbed(router: ChatRouter): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/embed',
      access: 'app',
      async handle(call) {
        call.answer(200, await embed(router, call, await call.json(OllamaEmbedRequest)))
      },
    },
    {
      method: 'POST',
      path: '/api/embeddings',
      access: 'app',
      async handle(call) {
        const { prompt, ...rest } = await call.json(OllamaEmbeddingsRequest)
        const { embeddings } = await embed(router, call, { ...rest, input: prompt })
        call.answer(200, { embedding: embeddings[0] ?? [] })
      },
    },
  ]
}

async function embed(router: ChatRouter, call: Call, asked: OllamaEmbedRequest) {
  const startedAt = performance.now()
  const body = embedRequest(asked, null)
  if (body === null) return embedAnswer(asked, null, 0)
  const answer = await routedWhole(
    router,
    {
      requestId: call.requestId,
      capability: 'embeddings',
      model: modelToRoute(asked),
      isStream: false,
      timeoutMs: null,
      steering: steeringHeaders(call),
      caller: call.caller,
      party: call.caller.app.id,
      body: named => (named === null ? body : (embedRequest(asked, named) ?? body)),
    },
    call.goneSignal(),
  )
  if (answer.status !== 200) {
    throw new FaultError(refusal(answer.status, errorIn(readJson(String(answer.body)))))
  }
  return embedAnswer(asked, answer.body, performance.now() - startedAt)
}
