import type { ChatChunk } from '#contract/wire/chat'

/**
 * For a vendor that cannot be told to call one tool at a time: what it calls beyond the first is
 * not handed on, and the model may call again when it has the result.
 */
export async function* firstCallOnly(chunks: AsyncIterable<ChatChunk>): AsyncGenerator<ChatChunk> {
  for await (const chunk of chunks) {
    const calls = chunk.choices.flatMap(choice => choice.delta.tool_calls ?? [])
    if (calls.length === 0 || calls.some(call => call.index === 0)) yield chunk
  }
}
