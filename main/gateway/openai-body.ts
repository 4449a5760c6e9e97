import { FaultError } from '#contract/fault'
import { anyModel } from '#contract/wire/chat'

export function fieldsOf(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
    return json as Record<string, unknown> // sound: an object that is no array
  }
  throw malformed('The body must be a JSON object.')
}

/** Null when any will do. */
export function modelIn({ model }: Readonly<Record<string, unknown>>): string | null {
  if (model === undefined || model === null || model === anyModel) return null
  if (typeof model === 'string' && model !== '') return model
  throw malformed('model: the name of a model is expected', 'model')
}

export function malformed(detail: string, param?: string): FaultError {
  return new FaultError({ code: 'request.malformed', detail, ...(param ? { param } : {}) })
}
