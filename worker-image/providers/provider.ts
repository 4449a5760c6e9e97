import type { ChatChunk, ChatRequest } from '#contract/wire/chat'
import type { ProviderName } from '#contract/wire/health'

/** A request whose model is settled. */
export type ModelRequest = ChatRequest & { readonly model: string }

/** Where model answers come from. Streaming is the only way; who wants one piece collects. */
export interface Provider {
  readonly name: ProviderName
  readonly origin: ProviderOrigin
  /** Good models for everyday use, best first; the first that the provider offers is its default. */
  readonly preferredModels: readonly string[]
  models(signal: AbortSignal): Promise<readonly string[]>
  chat(request: ModelRequest, signal: AbortSignal): AsyncIterable<ChatChunk>
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
