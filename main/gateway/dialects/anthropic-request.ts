import { FaultError } from '#contract/fault'
import type { AnthropicRequest, AnthropicTool } from '#contract/http/anthropic-messages'
import { anthropicFields } from '#contract/wire/anthropic-fields'
import { anthropicOnly } from './anthropic-only.ts'
import { anthropicSystem, anthropicTurns } from './anthropic-turns.ts'
import type { AskedChat } from './chat-door.ts'
import { type Fields, isFields, malformed, onlySaid } from './fields.ts'

/** Anthropic's Messages as an OpenAI chat. Throws a 400 for what OpenAI's form cannot say. */
export function fromAnthropic(request: AnthropicRequest): AskedChat {
  for (const name of ['mcp_servers', 'container'] as const) refuseUse(request, name)
  const { tool_choice: choice, tools } = request
  return {
    model: request.model,
    body: onlySaid({
      messages: [...anthropicSystem(request.system), ...anthropicTurns(request.messages)],
      max_completion_tokens: request.max_tokens,
      stop: request.stop_sequences?.length ? request.stop_sequences : undefined,
      temperature: request.temperature,
      top_p: request.top_p,
      top_k: request.top_k,
      user: userOf(request['metadata']),
      tools: tools?.length ? tools.map(toolOf) : undefined,
      tool_choice: tools?.length && choice ? choiceOf(choice) : undefined,
      parallel_tool_calls: choice?.disable_parallel_tool_use ? false : undefined,
      response_format: formatOf(request),
      reasoning_effort: effortOf(request),
      [anthropicFields]: anthropicOnly(request),
    }),
  }
}

function refuseUse(request: AnthropicRequest, name: string): void {
  const value = request[name]
  const isEmpty = value === undefined || value === null || (Array.isArray(value) && !value.length)
  if (!isEmpty) throw malformed(name, 'this runs at Anthropic only and is not supported here')
}

function userOf(metadata: unknown): unknown {
  return isFields(metadata) ? metadata['user_id'] : undefined
}

function toolOf(tool: AnthropicTool, index: number): Fields {
  const type = tool.type ?? 'custom'
  if (type !== 'custom') {
    throw malformed(
      `tools.${index}.type`,
      `"${type}" is run by Anthropic; only custom tools are supported`,
    )
  }
  if (!tool.input_schema)
    throw malformed(`tools.${index}.input_schema`, 'a JSON schema is required')
  return {
    type: 'function',
    function: onlySaid({
      name: tool.name,
      description: tool.description,
      parameters: tool.input_schema,
    }),
  }
}

function choiceOf(choice: NonNullable<AnthropicRequest['tool_choice']>): unknown {
  switch (choice.type) {
    case 'auto':
    case 'none':
      return choice.type
    case 'any':
      return 'required'
    case 'tool':
      if (!choice.name) throw malformed('tool_choice.name', 'the name of a tool is required')
      return { type: 'function', function: { name: choice.name } }
  }
}

/** `output_config.format`, or `output_format` as it was called in the beta. */
function formatOf(request: AnthropicRequest): Fields | undefined {
  const config = request['output_config']
  const format = (isFields(config) ? config['format'] : null) ?? request['output_format']
  if (format === undefined || format === null) return undefined
  if (!isFields(format) || format['type'] !== 'json_schema' || !isFields(format['schema'])) {
    throw malformed('output_config.format', 'type "json_schema" with a schema is expected')
  }
  return {
    type: 'json_schema',
    json_schema: { name: 'answer', schema: format['schema'], strict: true },
  }
}

const efforts: Readonly<Record<string, string>> = { max: 'high', xhigh: 'high' }

/** Adaptive thinking leaves it to the model, and so does saying nothing. */
function effortOf(request: AnthropicRequest): string | undefined {
  const config = request['output_config']
  const effort = isFields(config) ? config['effort'] : undefined
  if (typeof effort === 'string') return efforts[effort] ?? effort
  if (request.thinking?.type !== 'enabled') return undefined
  const budget = request.thinking.budget_tokens ?? 0
  if (budget >= request.max_tokens) {
    throw new FaultError({
      code: 'request.malformed',
      detail: 'thinking.budget_tokens: it must be less than max_tokens',
      param: 'thinking.budget_tokens',
    })
  }
  if (budget <= 2_048) return 'low'
  return budget <= 16_384 ? 'medium' : 'high'
}
