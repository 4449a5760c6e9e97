import type { AnthropicRequest } from '#contract/http/anthropic-messages'
import { type Fields, isFields, onlySaid } from './fields.ts'

/** What a request says that only Anthropic's models read; undefined when that is nothing. */
export function anthropicOnly(request: AnthropicRequest): Fields | undefined {
  const { thinking, output_config: config } = request
  const effort = isFields(config) ? config['effort'] : undefined
  const own = onlySaid({
    thinking,
    metadata: request['metadata'],
    output_config: effort === undefined ? undefined : { effort },
    // Blocks are not told apart any more; Anthropic then marks the last one that it can cache by itself.
    cache_control: wantsCache(request) ? { type: 'ephemeral' } : undefined,
  })
  return Object.keys(own).length > 0 ? own : undefined
}

function wantsCache({ system, tools, messages, ...request }: AnthropicRequest): boolean {
  const contents: readonly unknown[] = [system, tools, ...messages.map(message => message.content)]
  return [request, ...contents.flatMap(each => (Array.isArray(each) ? each : []))].some(
    each => isFields(each) && isFields(each['cache_control']),
  )
}
