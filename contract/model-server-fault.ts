/** Why a server that was asked for its models gave none. */
export type ModelServerFault =
  | {
      readonly code: 'server.unreachable'
      /** Host and port. */
      readonly address: string
      /** As the system names it, such as ECONNREFUSED. */
      readonly detail: string
    }
  | { readonly code: 'server.silent'; readonly address: string; readonly withinSeconds: number }
  /** It answers, but not as a model server does. */
  | { readonly code: 'server.strange'; readonly address: string; readonly detail: string }

export function modelServerFaultText(fault: ModelServerFault): string {
  switch (fault.code) {
    case 'server.unreachable':
      return `${fault.address} could not be reached (${fault.detail}).`
    case 'server.silent':
      return `${fault.address} did not answer within ${fault.withinSeconds} s.`
    case 'server.strange':
      return `${fault.address} does not answer as a model server does (${fault.detail}).`
  }
}
