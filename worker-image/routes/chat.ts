import { type ChatChunk, ChatRequest, type Usage } from '#contract/wire/chat'
import { progressAsSpaces, progressHeader } from '#contract/wire/progress-note'
import { usageAsComment, usageHeader } from '#contract/wire/usage-note'
import { ChunkForm } from '../chunk-form.ts'
import { collect } from '../collect.ts'
import { EventStream } from '../event-stream.ts'
import { answerJson, type Exchange, type Route } from '../exchange.ts'
import type { Log } from '../log.ts'
import { ask } from '../providers/ask.ts'
import type { ProviderDirectory } from '../providers/provider-directory.ts'
import { isAboutProvider } from '../providers/provider-fault.ts'
import { parseBody } from '../request-body.ts'
import { operations, traceStream } from '../request-trace.ts'
import { ShownProgress } from '../shown-progress.ts'
import { internalFault, WireFault } from '../wire-fault.ts'
import { type SlottedParts, slotted } from './slotted.ts'

interface ChatParts extends SlottedParts {
  readonly directory: ProviderDirectory
  readonly log: Log
}

export function chatRoute(parts: ChatParts): Route {
  return slotted(parts, exchange =>
    answerChat(parseBody(ChatRequest, exchange.body), exchange, parts),
  )
}

async function answerChat(
  request: ChatRequest,
  exchange: Exchange,
  parts: ChatParts,
): Promise<void> {
  const { provider, model } = parts.directory.choose(request.model, 'chat')
  exchange.note({ model, provider: provider.name, streamed: request.stream === true })
  const { providerTimeoutMs } = parts.settings
  const asked = ask(provider, { ...request, model }, exchange.signal, providerTimeoutMs)
  const call = { operation: operations.chat, provider: provider.name, model }
  const chunks = exchange.trace ? traceStream(exchange.trace, call, asked) : asked
  try {
    if (request.stream) {
      await stream(chunks, request.stream_options?.include_usage === true, exchange, parts.log)
      return
    }
    await answerWhole(chunks, exchange)
  } catch (error) {
    if (isAboutProvider(error)) parts.directory.doubt(provider)
    throw error
  }
}

async function answerWhole(chunks: AsyncIterable<ChatChunk>, exchange: Exchange): Promise<void> {
  const { request, response } = exchange
  const isWatched = request.headers[progressHeader] === progressAsSpaces
  const completion = await collect(isWatched ? new ShownProgress(response).of(chunks) : chunks)
  noteUsage(exchange, completion.usage)
  if (response.headersSent) response.end(JSON.stringify(completion))
  else answerJson(exchange, completion)
}

async function stream(
  chunks: AsyncIterable<ChatChunk>,
  wantsUsage: boolean,
  exchange: Exchange,
  log: Log,
): Promise<void> {
  const events = new EventStream(exchange.response, exchange.signal)
  const form = new ChunkForm(wantsUsage)
  try {
    for await (const raw of chunks) {
      const chunk = form.next(raw)
      if (chunk) await events.send(chunk)
    }
    const usage = form.final()
    if (usage) await events.send(usage)
    events.end(exchange.request.headers[usageHeader] === usageAsComment ? form.comment() : '')
  } catch (error) {
    if (!events.isOpen || exchange.response.closed) throw error
    const fault = error instanceof WireFault ? error : internalFault()
    if (fault !== error) log.error('streaming failed', { id: exchange.id, error })
    exchange.note({ code: fault.code, message: fault.message })
    events.endWith(fault.wireError())
  } finally {
    events.close()
    noteUsage(exchange, form.usage)
  }
}

function noteUsage(exchange: Exchange, usage: Usage | null | undefined): void {
  if (!usage) return
  exchange.note({ promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens })
}
