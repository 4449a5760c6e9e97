import { FaultError } from '#contract/fault'
import { unacceptable } from '../request-head.ts'
import type { Route } from '../route.ts'

/** What a plain request gets where a WebSocket is expected. */
export function webSocketOnly(path: string): Route {
  return {
    method: 'GET',
    path,
    access: 'anyone',
    handle() {
      throw new FaultError(unacceptable(426, 'Open this address as a WebSocket.'))
    },
  }
}
