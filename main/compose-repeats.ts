import { repeatingCaller } from './apps/window-caller.ts'
import type { AppParts } from './compose-apps.ts'
import type { ConverseSurroundings } from './compose-converse.ts'
import type { KeepingPower } from './compose-keeping.ts'
import type { Route } from './gateway/route.ts'
import { type Repeated, repeatRequest } from './gateway/routes/repeat-request.ts'

/** Joins what was kept of requests to the router, so that one can be sent once more. */
export function composeRepeats(
  find: AppParts['findRequest'],
  router: ConverseSurroundings['router'],
  note: KeepingPower['note'],
): Route {
  return repeatRequest({
    find,
    note: (requestId, anew) => note('request.repeated', requestId, { as: anew }),
    ask: (request, signal) => askAgain(router, request, signal),
  })
}

function askAgain(
  router: ConverseSurroundings['router'],
  { fields, ...request }: Repeated,
  signal: AbortSignal,
): Promise<void> {
  return new Promise(resolve => {
    const over = () => resolve()
    const exchange = router.route(
      {
        ...request,
        timeoutMs: null,
        caller: repeatingCaller,
        party: repeatingCaller.app.id,
        body: model => Buffer.from(JSON.stringify(model === null ? fields : { ...fields, model })),
      },
      { onHead() {}, onData: () => true, onEnd: over, onFault: over },
    )
    const leave = () => {
      exchange.abort()
      over()
    }
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
}
