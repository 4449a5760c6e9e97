import type { ResponsesRequest, ResponsesTool } from '#contract/http/responses'
import type { AskedChat } from './chat-door.ts'
import { type Fields, isFields, malformed, onlySaid } from './fields.ts'
import { responsesMessages } from './responses-items.ts'

/** What refers to stored things, or to tools that OpenAI runs, with the reason why it is refused. */
const refused = [
  ['previous_response_id', 'answers are not stored here: send the whole conversation as input'],
  ['conversation', 'conversations are not stored here: send the whole conversation as input'],
  ['prompt', 'stored prompts are not known here: send instructions and input'],
  ['background', 'answers cannot be made in the background: leave it out'],
  ['top_logprobs', 'log probabilities are told by /v1/chat/completions only'],
] as const

/** Means the same in both of OpenAI's forms. */
const passedOn = [
  'temperature',
  'top_p',
  'parallel_tool_calls',
  'user',
  'safety_identifier',
  'prompt_cache_key',
  'service_tier',
] as const

/** A Responses request as a chat. Throws a 400 for what a chat cannot say. */
export function fromResponses(request: ResponsesRequest): AskedChat {
  for (const [name, problem] of refused) if (request[name]) throw malformed(name, problem)
  const { instructions, tools, tool_choice: choice, text, reasoning } = request
  const messages = responsesMessages(request.input)
  return {
    model: request.model ?? null,
    body: onlySaid({
      ...Object.fromEntries(passedOn.map(name => [name, request[name]])),
      messages: instructions ? [{ role: 'system', content: instructions }, ...messages] : messages,
      max_completion_tokens: request.max_output_tokens,
      tools: tools?.length ? tools.map(toolOf) : undefined,
      tool_choice: tools?.length && choice ? choiceOf(choice) : undefined,
      response_format: formatOf(text?.format),
      verbosity: text?.verbosity,
      reasoning_effort: reasoning?.effort,
    }),
  }
}

function toolOf(tool: ResponsesTool, at: number): Fields {
  if (tool.type !== 'function') {
    throw malformed(
      `tools.${at}.type`,
      `tools of type "${tool.type}" are not supported here; only functions are`,
    )
  }
  if (!tool.name) throw malformed(`tools.${at}.name`, 'the name of the function is required')
  const { name, description, parameters, strict } = tool
  return { type: 'function', function: onlySaid({ name, description, parameters, strict }) }
}

function choiceOf(choice: NonNullable<ResponsesRequest['tool_choice']>): unknown {
  if (typeof choice === 'string') return choice
  if (choice.type === 'function' && typeof choice['name'] === 'string') {
    return { type: 'function', function: { name: choice['name'] } }
  }
  throw malformed('tool_choice', `"${choice.type}" is not supported; name a function`)
}

function formatOf(format: Fields | null | undefined): Fields | undefined {
  if (!format) return undefined
  switch (format['type']) {
    case 'text':
      return undefined
    case 'json_object':
      return { type: 'json_object' }
    case 'json_schema': {
      const { name, schema, strict, description } = format
      if (!isFields(schema)) throw malformed('text.format.schema', 'a JSON schema is required')
      const json = { name: name ?? 'answer', schema, strict, description }
      return { type: 'json_schema', json_schema: onlySaid(json) }
    }
    default:
      throw malformed('text.format.type', 'text, json_object or json_schema is expected')
  }
}
