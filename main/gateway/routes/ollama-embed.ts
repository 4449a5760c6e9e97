import { z } from 'zod'
import { type Fault, FaultError } from '#contract/fault'
import { OllamaEmbeddingsRequest, OllamaEmbedRequest } from '#contract/http/ollama-embed'
import type { Call } from '../call.ts'
import type { ChatRouter } from '../chat-router.ts'
import { embedAnswer, embedRequest, modelToRoute } from '../dialects/ollama-embed.ts'
import { errorAnswer } from '../error-answer.ts'
import type { Route } from '../route.ts'
import { routedWhole } from '../routed-whole.ts'

/** `POST /api/embed`, and `POST /api/embeddings` as older clients know it, in Ollama's dialect. */
export function ollamaEmbed(router: ChatRouter): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/embed',
      access: 'app',
      handle: call =>
        inOllamasWords(call, async () => {
          call.answer(200, await embed(router, call, await call.json(OllamaEmbedRequest)))
        }),
    },
    {
      method: 'POST',
      path: '/api/embeddings',
      access: 'app',
      handle: call =>
        inOllamasWords(call, async () => {
          const { prompt, ...rest } = await call.json(OllamaEmbeddingsRequest)
          const { embeddings } = await embed(router, call, { ...rest, input: prompt })
          call.answer(200, { embedding: embeddings[0] ?? [] })
        }),
    },
  ]
}

const WorkerError = z.object({
  error: z.object({
    message: z.string(),
    type: z.string().nullish(),
    code: z.string().nullish(),
  }),
})

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
      caller: call.caller,
      body: named => (named === null ? body : (embedRequest(asked, named) ?? body)),
    },
    call.goneSignal(),
  )
  if (answer.status !== 200) throw new FaultError(refusalIn(answer))
  return embedAnswer(asked, answer.body, performance.now() - startedAt)
}

/** Ollama's clients look for an error that is one text. */
async function inOllamasWords(call: Call, handle: () => Promise<void>): Promise<void> {
  try {
    await handle()
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    const { status, headers, body } = errorAnswer(error.fault)
    call.answer(status, { error: body.error.message }, headers)
  }
}

function refusalIn({ status, body }: { readonly status: number; readonly body: Buffer }): Fault {
  const said = WorkerError.safeParse(jsonIn(body)).data?.error
  return {
    code: 'provider.refused',
    status,
    detail: said?.message ?? `The worker answered ${status}.`,
    type: said?.type ?? 'server_error',
    errorCode: said?.code ?? null,
  }
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
