import type { ChatChunk, ToolCallDelta } from '#contract/wire/chat'

/**
 * Some servers give every tool call of an answer the index 0, or none. A call with an id of its own
 * gets a place of its own, so that two calls are never merged into one.
 */
export function separateToolCalls(): (chunk: ChatChunk) => ChatChunk {
  const ordersByChoice = new Map<number, CallOrder>()
  return chunk => {
    if (!chunk.choices?.some(choice => choice.delta?.tool_calls)) return chunk
    const choices = chunk.choices.map(choice => {
      const calls = choice.delta.tool_calls
      if (!calls) return choice
      const order = ordersByChoice.get(choice.index) ?? new CallOrder()
      ordersByChoice.set(choice.index, order)
      const placed = calls.map(call => ({ ...call, index: order.place(call) }))
      return { ...choice, delta: { ...choice.delta, tool_calls: placed } }
    })
    return { ...chunk, choices }
  }
}

class CallOrder {
  readonly #placeById = new Map<string, number>()
  readonly #placeByIndex = new Map<number, number>()
  #latest = -1

  place(call: ToolCallDelta): number {
    const index = call.index ?? 0
    const known = call.id ? this.#placeById.get(call.id) : this.#placeByIndex.get(index)
    if (known !== undefined) return known
    // A piece with neither id nor known index goes on with the call before it.
    if (!call.id && !call.function?.name && this.#latest >= 0) return this.#latest
    this.#latest++
    if (call.id) this.#placeById.set(call.id, this.#latest)
    this.#placeByIndex.set(index, this.#latest)
    return this.#latest
  }
}
