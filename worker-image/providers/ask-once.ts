import { WireFault } from '../wire-fault.ts'
import type { Provider } from './provider.ts'
import { providerFault } from './provider-fault.ts'

/** Asks a provider for an answer in one piece; throws WireFaults only, and waits no longer than the limit. */
export async function askOnce<T>(
  provider: Provider,
  call: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  withinMs: number,
): Promise<T> {
  signal.throwIfAborted()
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(silenceFault(provider, withinMs)), withinMs)
  const either = AbortSignal.any([signal, limit.signal])
  try {
    return await call(either)
  } catch (error) {
    throw either.aborted ? either.reason : providerFault(error, provider.origin, false)
  } finally {
    clearTimeout(timer)
  }
}

export function silenceFault({ origin }: Provider, silenceMs: number): WireFault {
  return new WireFault({
    status: 504,
    message: `${origin.label} said nothing for ${silenceMs} ms.`,
    code: 'provider_timeout',
  })
}
