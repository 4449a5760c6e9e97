import type { z } from 'zod'
import type { Capability } from '#contract/wire/capability'
import { answerJson, type Route } from '../exchange.ts'
import { askOnce } from '../providers/ask-once.ts'
import type { Provider } from '../providers/provider.ts'
import type { ProviderDirectory } from '../providers/provider-directory.ts'
import { isAboutProvider } from '../providers/provider-fault.ts'
import { parseBody } from '../request-body.ts'
import { operations, traceCall } from '../request-trace.ts'
import { type SlottedParts, slotted } from './slotted.ts'

export interface WholeParts extends SlottedParts {
  readonly directory: ProviderDirectory
}

type Named = { readonly model?: string | null | undefined }

/** A route whose answer is never streamed: asked of the provider once, and given in one piece. */
export function wholeRoute<S extends z.ZodType<Named>>(
  parts: WholeParts,
  capability: Capability,
  schema: S,
  answer: (
    provider: Provider,
    request: z.output<S> & { readonly model: string },
    signal: AbortSignal,
  ) => Promise<object>,
): Route {
  return slotted(parts, async exchange => {
    const request = parseBody(schema, exchange.body)
    const { provider, model } = parts.directory.choose(request.model ?? undefined, capability)
    exchange.note({ model, provider: provider.name })
    try {
      const answered = askOnce(
        provider,
        signal => answer(provider, { ...request, model }, signal),
        exchange.signal,
        parts.settings.providerTimeoutMs,
      )
      const call = { operation: operations[capability], provider: provider.name, model }
      const result = await traceCall(exchange.trace, call, answered)
      answerJson(exchange, result)
    } catch (error) {
      if (isAboutProvider(error)) parts.directory.doubt(provider)
      throw error
    }
  })
}
