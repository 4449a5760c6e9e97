import type { ChatMessage } from '#contract/wire/chat'
import { answerFormat, mostTokens, stopSequences } from './answer-options.ts'
import {
  askedCalls,
  type ContentPart,
  contentParts,
  isSystem,
  textOf,
  unusable,
} from './chat-content.ts'
import { geminiSchema } from './gemini-schema.ts'
import type { ModelRequest } from './provider.ts'
import { refuseUnknownTools, refuseUse } from './refuse.ts'
import { offeredTools, toolChoice } from './tool-choice.ts'

type Fields = Readonly<Record<string, unknown>>

interface Content {
  readonly role: 'user' | 'model'
  readonly parts: Fields[]
}

/** Thinking tokens for each effort, as Google's own OpenAI endpoint counts them. */
const thinkingBudgets: Readonly<Record<string, number>> = {
  none: 0,
  minimal: 1024,
  low: 1024,
  medium: 8192,
  high: 24_576,
}

/** The word that Google documents for a call whose signature the client has not kept. */
const unknownSignature = 'skip_thought_signature_validator'

/** An OpenAI request in Gemini's form. */
export function geminiRequest(request: ModelRequest): Fields {
  refuseUnknownTools(request)
  refuseUse(request, 'logprobs', [false])
  const system = request.messages.filter(isSystem).map(textOf).join('\n\n')
  return {
    contents: contents(request),
    ...(system ? { systemInstruction: { parts: [{ text: system }] } } : {}),
    ...toolPart(request),
    generationConfig: generationConfig(request),
  }
}

function contents(request: ModelRequest): readonly Content[] {
  const needsSignature = !/gemini-[12](\D|$)/.test(request.model)
  const nameByCallId = new Map<string, string>()
  const result: Content[] = []
  for (const message of request.messages) {
    if (isSystem(message)) continue
    for (const call of askedCalls(message)) nameByCallId.set(call.id, call.name)
    const role = message.role === 'assistant' ? 'model' : 'user'
    const parts = messageParts(message, nameByCallId, needsSignature)
    const last = result.at(-1)
    if (last?.role === role) last.parts.push(...parts)
    else if (parts.length > 0) result.push({ role, parts: [...parts] })
  }
  return result
}

function messageParts(
  message: ChatMessage,
  nameByCallId: ReadonlyMap<string, string>,
  needsSignature: boolean,
): readonly Fields[] {
  if (message.role === 'tool' || message.role === 'function') {
    const callId = String(message['tool_call_id'] ?? '')
    const name = nameByCallId.get(callId) ?? String(message['name'] ?? 'tool')
    return [{ functionResponse: { name, response: toolResponse(textOf(message)) } }]
  }
  const calls = askedCalls(message).map((call, position) => {
    // Of calls made together, only the first carries a signature.
    const missing = needsSignature && position === 0 ? unknownSignature : undefined
    const signature = signatureIn(call.extra) ?? missing
    const functionCall = { name: call.name, args: call.arguments }
    return signature ? { functionCall, thoughtSignature: signature } : { functionCall }
  })
  return [...contentParts(message).map(geminiPart), ...calls]
}

function geminiPart(part: ContentPart): Fields {
  if (part.kind === 'text') return { text: part.text }
  if (part.kind === 'data') return { inlineData: { mimeType: part.mediaType, data: part.base64 } }
  throw unusable('an image by its address; send it as a data: URL')
}

/** Gemini wants an object; anything else is wrapped into one. */
function toolResponse(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
    return { result: value }
  } catch {
    return { result: text }
  }
}

function signatureIn(extra: unknown): string | null {
  const google = isFields(extra) ? extra['google'] : null
  const signature = isFields(google) ? google['thought_signature'] : null
  return typeof signature === 'string' ? signature : null
}

function toolPart(request: ModelRequest): Fields {
  const functionDeclarations = offeredTools(request).map(({ name, description, parameters }) => ({
    name,
    ...(description === null ? {} : { description }),
    // An object without properties is refused; no parameters at all say the same.
    ...(hasProperties(parameters) ? { parameters: geminiSchema(parameters) } : {}),
  }))
  if (functionDeclarations.length === 0) return {}
  const choice = toolChoice(request)
  const modes = { auto: 'AUTO', none: 'NONE', required: 'ANY', named: 'ANY' }
  const allowed = choice.kind === 'named' ? { allowedFunctionNames: [choice.name] } : {}
  return {
    tools: [{ functionDeclarations }],
    toolConfig: { functionCallingConfig: { mode: modes[choice.kind], ...allowed } },
  }
}

function generationConfig(request: ModelRequest): Fields {
  const format = answerFormat(request)
  const stop = stopSequences(request)
  const budget = thinkingBudgets[String(request['reasoning_effort'])]
  const config = {
    temperature: request.temperature,
    topP: request.top_p,
    topK: request['top_k'],
    candidateCount: request['n'],
    maxOutputTokens: mostTokens(request),
    stopSequences: stop.length > 0 ? stop : null,
    seed: request['seed'],
    presencePenalty: request['presence_penalty'],
    frequencyPenalty: request['frequency_penalty'],
    responseMimeType: format.kind === 'text' ? null : 'application/json',
    responseSchema: format.kind === 'schema' ? geminiSchema(format.schema) : null,
    thinkingConfig:
      budget === undefined ? null : { thinkingBudget: budget, includeThoughts: budget > 0 },
  }
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => value !== null && value !== undefined),
  )
}

function hasProperties(parameters: Fields | null): parameters is Fields {
  const properties = parameters?.['properties']
  return isFields(properties) && Object.keys(properties).length > 0
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
