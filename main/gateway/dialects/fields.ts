import { FaultError } from '#contract/fault'

/** A JSON object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Without what is null or not there, so that a provider sees only what the client said. */
export function onlySaid(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  )
}

/** A request that cannot be met as it stands; `param` names the field. */
export function malformed(param: string, problem: string): FaultError {
  return new FaultError({ code: 'request.malformed', detail: `${param}: ${problem}`, param })
}

/** The arguments of a tool call as an object; a model may have written something else. */
export function parsedArguments(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text === '' ? '{}' : text)
    return isFields(value) ? value : {}
  } catch {
    return {}
  }
}
