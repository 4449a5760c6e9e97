import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema'
import { WireFault } from '../wire-fault.ts'
import type { AnswerFormat } from './answer-options.ts'

type Fields = Readonly<Record<string, unknown>>

/** The form of the answer in Anthropic's words; without a schema it has none for it. */
export function anthropicFormat(format: AnswerFormat): Fields {
  if (format.kind !== 'schema') return {}
  return { format: { type: 'json_schema', schema: knownSchema(format.schema) } }
}

/** Claude refuses a schema with limits that it does not know; the SDK turns them into words. */
function knownSchema(schema: Fields): Fields {
  try {
    return transformJSONSchema(schema)
  } catch (error) {
    throw new WireFault({
      status: 400,
      message: `response_format: ${error instanceof Error ? error.message : 'a bad schema'}`,
      code: 'unsupported_value',
      param: 'response_format',
    })
  }
}
