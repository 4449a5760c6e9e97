import type { ChatChunk, ChatRequest, Usage } from '#contract/wire/chat'
import { usageAsComment, usageHeader } from '#contract/wire/usage-note'
import { parseChatBody } from '../chat-body.ts'
import { ChunkForm } from '../chunk-form.ts'
import { collect } from '../collect.ts'
import { EventStream } from '../event-stream.ts'
import { answerJson, type Exchange, type Route } from '../exchange.ts'
import type { Log } from '../log.ts'
import { ask } from '../providers/ask.ts'
import type { ProviderDirectory } from '../providers/provider-directory.ts'
import type { WorkerSettings } from '../settings.ts'
import type { Slots } from '../slots.ts'
import { internalFault, WireFault } from '../wire-fault.ts'

interface ChatParts {
  readonly settings: WorkerSettings
  readonly directory: ProviderDirectory
  readonly slots: Slots
  readonly log: Log
  isDraining(): boolean
}

export function chatRoute(parts: ChatParts): Route {
  return async exchange => {
    if (parts.isDraining()) throw stopping()
    const lease = parts.slots.take()
    if (!lease) throw busy(parts.settings.maxConcurrentRequests)
    try {
      await answerChat(parseChatBody(exchange.body), exchange, parts)
    } finally {
      lease.release()
    }
  }
}

/** Also what a request hears that is cut short when the worker stops. */
export function stopping(): WireFault {
  return new WireFault({
    status: 503,
    message: 'This worker is stopping. Ask another one.',
    code: 'worker_stopping',
    retryAfterSeconds: 1,
  })
}

async function answerChat(
  request: ChatRequest,
  exchange: Exchange,
  parts: ChatParts,
): Promise<void> {
  const { provider, model } = parts.directory.choose(request.model)
  exchange.note({ model, provider: provider.name, streamed: request.stream === true })
  const { providerTimeoutMs } = parts.settings
  const chunks = ask(provider, { ...request, model }, exchange.signal, providerTimeoutMs)
  try {
    if (request.stream) {
      await stream(chunks, request.stream_options?.include_usage === true, exchange, parts.log)
      return
    }
    const completion = await collect(chunks)
    noteUsage(exchange, completion.usage)
    answerJson(exchange, completion)
  } catch (error) {
    if (isAboutProvider(error)) parts.directory.doubt(provider)
    throw error
  }
}

/** Its key was refused, or it is gone: the next request will fare no better. */
function isAboutProvider(error: unknown): boolean {
  return (
    error instanceof WireFault && (error.status === 401 || error.code === 'provider_unreachable')
  )
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

function busy(most: number): WireFault {
  return new WireFault({
    status: 429,
    message: `This worker answers ${most} requests at once and is busy. Try again shortly.`,
    code: 'worker_busy',
    retryAfterSeconds: 1,
  })
}
