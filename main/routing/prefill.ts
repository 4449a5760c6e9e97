/**
 * Models that go on with an assistant's message which stands last, by their names. Others answer it
 * as if it were a new turn, or refuse it: Claude from Opus 4.6 and Sonnet 4.6 on does.
 */
const accepting: readonly RegExp[] = [
  /^banyan-demo$/,
  /^claude-(2|3|instant)/,
  /^claude-(opus|sonnet|haiku)-4(-[0-5])?(-\d{8})?$/,
]

export function acceptsPrefill(model: string): boolean {
  return accepting.some(form => form.test(model))
}

/** The request with the beginning of its answer put behind the messages; null where it has none. */
export function withPrefill(body: Buffer, text: string): Buffer | null {
  const json: Record<string, unknown> = JSON.parse(body.toString('utf8'))
  const { messages } = json
  if (!Array.isArray(messages)) return null
  // Some refuse white space at the end, and say it again by themselves.
  const content = text.trimEnd()
  if (content === '') return null
  return Buffer.from(
    JSON.stringify({ ...json, messages: [...messages, { role: 'assistant', content }] }),
  )
}
