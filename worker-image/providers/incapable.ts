import { capabilityMissingText } from '#contract/fault'
import type { Capability } from '#contract/wire/capability'
import { WireFault } from '../wire-fault.ts'

/** The model is there, but cannot do this; `offered` are those that can. */
export function incapable(
  model: string | null,
  capability: Capability,
  offered: readonly string[] = [],
): WireFault {
  return new WireFault({
    status: 400,
    message: capabilityMissingText({ model, capability, offered: offered.slice(0, 20) }),
    code: 'unsupported_capability',
    param: 'model',
  })
}
