import type { Capability } from '#contract/wire/capability'
import type { ChatChunk, ChatRequest } from '#contract/wire/chat'
import type { EmbeddingsAnswer, EmbeddingsRequest } from '#contract/wire/embeddings'
import type { ProviderName } from '#contract/wire/health'
import type { ImagesAnswer, ImagesRequest } from '#contract/wire/images'

/** A request whose model is settled. */
export type ModelRequest = ChatRequest & { readonly model: string }
export type EmbedRequest = EmbeddingsRequest & { readonly model: string }
export type DrawRequest = ImagesRequest & { readonly model: string }

/** Where model answers come from. Chat is always streamed; who wants one piece collects. */
export interface Provider {
  readonly name: ProviderName
  readonly origin: ProviderOrigin
  /** Good models for everyday use, best first; the first that is offered and fits is the default. */
  readonly preferredModels: readonly string[]
  models(signal: AbortSignal): Promise<readonly string[]>
  capabilitiesOf(model: string): readonly Capability[]
  chat(request: ModelRequest, signal: AbortSignal): AsyncIterable<ChatChunk>
  /** Vectors in either form, whatever was asked for. */
  embed(request: EmbedRequest, signal: AbortSignal): Promise<EmbeddingsAnswer>
  draw(request: DrawRequest, signal: AbortSignal): Promise<ImagesAnswer>
}

/** What a message about a failing provider needs to say. */
export interface ProviderOrigin {
  readonly label: string
  /** Host and port, without path and user. */
  readonly address: string
  /** The variables to check when the key or the address is wrong. */
  readonly keyVariable: string
  readonly urlVariable: string
  readonly key: string | null
}

export function addressOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl
}
