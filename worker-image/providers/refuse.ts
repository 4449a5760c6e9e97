import { WireFault } from '../wire-fault.ts'
import type { ModelRequest } from './provider.ts'

/** Throws a 400 when the request asks for what this provider has not: silence would pass for consent. */
export function refuseUse(request: ModelRequest, name: string, harmless: readonly unknown[]): void {
  const value = request[name]
  if (value === undefined || value === null || harmless.includes(value)) return
  throw refused(name, `${name}: this provider cannot do this; leave it out.`)
}

/** A tool that is no function runs at the vendor whose invention it is. */
export function refuseUnknownTools(request: ModelRequest): void {
  const at = (request.tools ?? []).findIndex(tool => tool.function === undefined)
  if (at < 0) return
  const type = request.tools?.[at]?.type
  throw refused(`tools.${at}`, `tools.${at}: this provider has no tool of type "${type}".`)
}

function refused(param: string, message: string): WireFault {
  return new WireFault({ status: 400, message, code: 'unsupported_value', param })
}
