import { usageAsComment, usageHeader } from '#contract/wire/usage-note'

/** What a worker of ours is asked in a header, it answers in a comment: the bytes stay as they are. */
export const usageHeaders = [usageHeader, usageAsComment] as const

const option = Buffer.from(',"stream_options":{"include_usage":true}}')
const closeBrace = 0x7d

/**
 * The body with OpenAI's own wish for usage put in before its last brace, for servers that know
 * nothing else; null where the client spoke of stream options itself, which are then left as they are.
 */
export function askingForUsage(body: Buffer): Buffer | null {
  if (body.includes('"stream_options"')) return null
  const end = body.lastIndexOf(closeBrace)
  return end < 0 ? null : Buffer.concat([body.subarray(0, end), option])
}

/** Whether an error is about the wish itself: a few servers know no such field. */
export function refusesUsage(status: number, body: Buffer): boolean {
  return (status === 400 || status === 422) && body.includes('stream_options')
}

/** Takes the chunk that we asked for out of whole events again, for a client that did not. */
export function withoutUsageChunk(events: Buffer): Buffer {
  return mayTellUsage(events) ? withoutUsage(events) : events
}

/** Nearly every piece is told apart by this one look. */
function mayTellUsage(events: Buffer): boolean {
  return events.includes('"usage":') && /"choices": ?\[\]/.test(events.toString('latin1'))
}

const usageEvent = /^data: ?\{(?=.*"choices": ?\[\])(?=.*"usage": ?\{).*\}\r?\n\r?\n/gm

/** Byte for byte but for that event: latin1 keeps every byte as it is. */
function withoutUsage(events: Buffer): Buffer {
  return Buffer.from(events.toString('latin1').replace(usageEvent, ''), 'latin1')
}
