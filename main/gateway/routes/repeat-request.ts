import { FaultError } from '#contract/fault'
import type { RequestContents } from '#contract/model/request-entry'
import type { Capability } from '#contract/wire/capability'
import { fieldsOf, malformed, modelIn } from '../openai-body.ts'
import type { Route } from '../route.ts'

/** A request that is sent once more, as it was kept. */
export interface Repeated {
  readonly requestId: string
  readonly capability: Capability
  readonly model: string | null
  readonly isStream: boolean
  readonly fields: Readonly<Record<string, unknown>>
}

export interface RepeatParts {
  find(id: string): Promise<{
    readonly row: { readonly requestId: string; readonly route: string }
    readonly contents: RequestContents | null
  } | null>
  /** For the audit log: it is asked on nobody's account. */
  note(requestId: string, anew: string): Promise<unknown>
  /** Resolves when it is over, however it went; the history knows how. */
  ask(request: Repeated, signal: AbortSignal): Promise<void>
}

/** `POST /api/requests/{id}/repeat`: the same once more, where it was kept what it said. */
export function repeatRequest({ find, note, ask }: RepeatParts): Route {
  return {
    method: 'POST',
    path: '/api/requests/*/repeat',
    access: 'owner',
    async handle(call) {
      const id = call.rest('/api/requests/').replace(/\/repeat$/, '')
      const found = await find(id)
      if (!found) throw new FaultError({ code: 'request.unknown', id })
      if (!found.contents) throw malformed('What this request said was not kept.')
      const fields = fieldsOf(readKept(found.contents.request))
      const { requestId } = call
      const capability = capabilityOf(found.row.route)
      const isStream = fields['stream'] === true
      const request = { requestId, capability, model: modelIn(fields), isStream, fields }
      await note(found.row.requestId, requestId)
      await ask(request, call.goneSignal())
      call.answer(200, { request_id: requestId })
    },
  }
}

/** It is kept as it went to the workers, whatever the dialect that it came in; only the beginning of a long one. */
function readKept(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed('This request was too long to be kept whole.')
  }
}

function capabilityOf(route: string): Capability {
  if (/embed/.test(route)) return 'embeddings'
  return /images/.test(route) ? 'images' : 'chat'
}
