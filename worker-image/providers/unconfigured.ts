import { WireFault } from '../wire-fault.ts'
import type { Provider, ProviderOrigin } from './provider.ts'

/** Stands for a provider that was chosen by name and lacks a setting: it says which one. */
export function unconfiguredProvider(
  name: Provider['name'],
  origin: ProviderOrigin,
  missing: string,
): Provider {
  const fault = () =>
    new WireFault({
      status: 503,
      message: `MODEL_PROVIDER is ${name}, but ${missing} is not set.`,
      code: 'provider_not_configured',
    })
  return {
    name,
    origin,
    preferredModels: [],
    models: () => Promise.reject(fault()),
    capabilitiesOf: () => [],
    embed: () => Promise.reject(fault()),
    draw: () => Promise.reject(fault()),
    // biome-ignore lint/correctness/useYield: there is never anything to yield
    async *chat() {
      throw fault()
    },
  }
}
