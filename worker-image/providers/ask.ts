import type { ChatChunk } from '#contract/wire/chat'
import { WireFault } from '../wire-fault.ts'
import { silenceFault } from './ask-once.ts'
import type { ModelRequest, Provider } from './provider.ts'
import { cutFault, providerFault } from './provider-fault.ts'

/**
 * Asks a provider and promises what no SDK does: it throws WireFaults only, an answer without its
 * end is a failure, silence has a limit, and leaving early stops the model call.
 */
export async function* ask(
  provider: Provider,
  request: ModelRequest,
  signal: AbortSignal,
  silenceMs: number,
): AsyncGenerator<ChatChunk> {
  signal.throwIfAborted()
  const own = new AbortController()
  const either = AbortSignal.any([signal, own.signal])
  let isWaiting = true
  const silence = setTimeout(() => {
    // A client that reads slowly is not the provider's silence.
    if (isWaiting) own.abort(silenceFault(provider, silenceMs))
    else silence.refresh()
  }, silenceMs)
  const progress = new Progress()
  try {
    for await (const chunk of provider.chat(request, either)) {
      progress.note(chunk)
      isWaiting = false
      yield chunk
      isWaiting = true
      silence.refresh()
    }
  } catch (error) {
    throw either.aborted ? either.reason : providerFault(error, provider.origin, progress.hasBegun)
  } finally {
    clearTimeout(silence)
    own.abort()
  }
  signal.throwIfAborted()
  if (own.signal.reason instanceof WireFault) throw own.signal.reason
  if (!progress.isComplete) throw cutFault(provider.origin)
}

/** Which of the answer's choices have begun and which have said why they ended. */
class Progress {
  readonly #begun = new Set<number>()
  readonly #finished = new Set<number>()
  hasBegun = false

  get isComplete(): boolean {
    return this.#finished.size > 0 && [...this.#begun].every(index => this.#finished.has(index))
  }

  note(chunk: ChatChunk): void {
    this.hasBegun = true
    for (const { index, finish_reason: reason } of chunk.choices) {
      if (reason) this.#finished.add(index)
      else this.#begun.add(index)
    }
  }
}
