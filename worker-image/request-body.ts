import type { IncomingHttpHeaders } from 'node:http'
import type { z } from 'zod'
import { WireFault } from './wire-fault.ts'

const deepest = 100
const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

export function requireJson(headers: IncomingHttpHeaders): void {
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';')
  const isPlain = (headers['content-encoding'] ?? 'identity') === 'identity'
  if (mediaType.trim().toLowerCase() === 'application/json' && isPlain) return
  throw new WireFault({
    status: 415,
    message: 'Send the body as application/json, not compressed.',
    code: 'unsupported_media_type',
  })
}

export function parseBody<S extends z.ZodType>(schema: S, body: Uint8Array): z.output<S> {
  const value = parseJson(body)
  if (isDeeperThan(value, deepest)) {
    throw malformed(`The body is nested more than ${deepest} levels deep.`)
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const param = issue?.path.join('.') ?? ''
  throw malformed(
    param ? `${param}: ${issue?.message}` : 'The body must be a JSON object.',
    param || null,
  )
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(strictUtf8.decode(body))
  } catch {
    throw malformed('The body is not JSON in UTF-8.')
  }
}

/** Not recursive: the depth is what is in doubt. */
function isDeeperThan(value: unknown, most: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true
    level = level.flatMap(item =>
      typeof item === 'object' && item !== null
        ? Object.values(item).filter(inner => typeof inner === 'object' && inner !== null)
        : [],
    )
  }
  return false
}

function malformed(message: string, param: string | null = null): WireFault {
  return new WireFault({ status: 400, message, code: 'invalid_request', param })
}
