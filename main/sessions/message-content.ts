import type { ChatFile } from '#contract/model/chat-file'
import type { ChatMessage } from '#contract/wire/chat'

/** About what the providers count for a picture of usual size. */
const tokensAPicture = 1_200
const bytesAToken = 4

/** A message as models take it: texts quoted with their names, pictures as they are. */
export function contentWith(
  message: string,
  files: readonly ChatFile[] = [],
): NonNullable<ChatMessage['content']> {
  if (files.length === 0) return message
  const texts = files.filter(({ type }) => type === 'text/plain').map(quoted)
  const text = [...texts, message].filter(part => part !== '').join('\n\n')
  const pictures = files.filter(({ type }) => type !== 'text/plain')
  if (pictures.length === 0) return text
  return [
    ...(text === '' ? [] : [{ type: 'text', text }]),
    ...pictures.map(({ type, bytes }) => ({
      type: 'image_url',
      image_url: { url: `data:${type};base64,${Buffer.from(bytes).toString('base64')}` },
    })),
  ]
}

export function estimatedFileTokens({ type, bytes }: ChatFile): number {
  return type === 'text/plain' ? Math.ceil(bytes.length / bytesAToken) : tokensAPicture
}

/** Between fences that are longer than any in it, so that its end cannot be feigned. */
function quoted({ name, bytes }: ChatFile): string {
  const text = Buffer.from(bytes).toString('utf8')
  const longest = (text.match(/`{3,}/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2)
  const fence = '`'.repeat(longest + 1)
  return `${name.replaceAll(/[\p{Cc}`]+/gu, ' ')}:\n${fence}\n${text}\n${fence}`
}
