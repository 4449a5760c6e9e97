import type { ChatChunk, ChatCompletion } from '#contract/wire/chat'
import { ChunkForm } from './chunk-form.ts'

type Fields = Record<string, unknown>

interface Collected {
  readonly delta: Fields
  readonly choice: Fields
}

/** One stream put together to one answer; what we do not know is merged like the rest. */
export async function collect(chunks: AsyncIterable<ChatChunk>): Promise<ChatCompletion> {
  const form = new ChunkForm(false)
  const byIndex = new Map<number, Collected>()
  let head: Fields = {}
  for await (const raw of chunks) {
    const { choices, ...more } = form.next(raw) ?? { choices: [] }
    head = { ...head, ...more }
    for (const { index, delta, ...choice } of choices) {
      const before = byIndex.get(index)
      byIndex.set(index, {
        delta: merged(before?.delta, delta),
        choice: merged(before?.choice, choice),
      })
    }
  }
  const choices = [...byIndex].sort(([a], [b]) => a - b).map(([index, one]) => whole(index, one))
  const completion = { ...head, object: 'chat.completion', choices, usage: form.usage ?? undefined }
  return completion as unknown as ChatCompletion // sound: id, created and model came with the first chunk
}

function whole(index: number, { delta, choice }: Collected): ChatCompletion['choices'][number] {
  const { tool_calls: calls, ...message } = delta
  const toolCalls = Array.isArray(calls) ? { tool_calls: inOrder(calls).map(withoutIndex) } : {}
  return {
    finish_reason: null,
    ...choice,
    index,
    message: { content: null, refusal: null, ...message, role: 'assistant', ...toolCalls },
  }
}

function inOrder(calls: readonly Fields[]): readonly Fields[] {
  return [...calls].sort((a, b) => Number(a['index']) - Number(b['index']))
}

function withoutIndex({ index: _position, ...call }: Fields): Fields {
  return { ...call, type: call['type'] ?? 'function' }
}

/** Names and kinds are said once; every other text arrives in pieces. */
const saidWhole = new Set(['role', 'id', 'type', 'name', 'finish_reason', 'format'])

function merged(before: Fields | undefined, next: Fields): Fields {
  const result: Fields = { ...before }
  for (const [key, value] of Object.entries(next)) {
    result[key] = mergedValue(key, result[key], value)
  }
  return result
}

function mergedValue(key: string, before: unknown, next: unknown): unknown {
  if (next === null || next === undefined) return before ?? next
  if (typeof next === 'string') {
    if (saidWhole.has(key)) return next || before
    return typeof before === 'string' ? before + next : next
  }
  if (Array.isArray(next)) return mergedItems(Array.isArray(before) ? before : [], next)
  if (isFields(next)) return merged(isFields(before) ? before : undefined, next)
  return next
}

/** Items that tell their position are merged with what stands there; others are appended. */
function mergedItems(before: readonly unknown[], next: readonly unknown[]): unknown[] {
  const items = [...before]
  for (const item of next) {
    const position = isFields(item) && typeof item['index'] === 'number' ? item['index'] : null
    const at = items.findIndex(one => isFields(one) && one['index'] === position)
    if (isFields(item) && position !== null) {
      const there = items[at]
      if (isFields(there)) items[at] = merged(there, item)
      else items.push(merged(undefined, item))
    } else items.push(item)
  }
  return items
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
