import {
  AnthropicAnswer,
  AnthropicCountRequest,
  AnthropicEvent,
  AnthropicRequest,
  AnthropicTokenCount,
} from '../anthropic-messages.ts'
import { TextCompletionAnswer, TextCompletionRequest } from '../completions.ts'
import {
  OllamaGenerateRequest,
  OllamaLine,
  OllamaModel,
  OllamaModels,
  OllamaRunning,
  OllamaShowRequest,
  OllamaVersion,
} from '../ollama.ts'
import { type Operation, routingHeaders } from '../operation.ts'
import { ResponsesAnswer, ResponsesEvent, ResponsesRequest } from '../responses.ts'

export const dialectSchemas = {
  AnthropicRequest,
  AnthropicAnswer,
  AnthropicEvent,
  AnthropicCountRequest,
  AnthropicTokenCount,
  TextCompletionRequest,
  TextCompletionAnswer,
  OllamaGenerateRequest,
  OllamaLine,
  OllamaModels,
  OllamaModel,
  OllamaRunning,
  OllamaShowRequest,
  OllamaVersion,
  ResponsesRequest,
  ResponsesAnswer,
  ResponsesEvent,
} as const

const asked = {
  method: 'post',
  access: 'app',
  takesTimeout: true,
  answerHeaders: [...routingHeaders, 'x-banyan-attempts'],
} as const

/** What others' clients ask for at the paths where they know it. */
export const dialectOperations = [
  {
    ...asked,
    id: 'createCompletion',
    path: '/v1/completions',
    summary: "OpenAI's older completions, streamed or not, answered by a chat model.",
    body: TextCompletionRequest,
    answers: { 200: TextCompletionAnswer },
    events: TextCompletionAnswer,
  },
  {
    ...asked,
    id: 'createResponse',
    path: '/v1/responses',
    summary: "OpenAI's Responses, streamed or not. Nothing is stored.",
    body: ResponsesRequest,
    answers: { 200: ResponsesAnswer },
    events: ResponsesEvent,
  },
  {
    ...asked,
    id: 'createMessage',
    path: '/v1/messages',
    summary:
      "Anthropic's Messages, streamed or not, with any model. Errors have Anthropic's shape.",
    body: AnthropicRequest,
    answers: { 200: AnthropicAnswer },
    events: AnthropicEvent,
  },
  {
    id: 'countMessageTokens',
    method: 'post',
    path: '/v1/messages/count_tokens',
    summary: 'About how many tokens a prompt has; an estimate, no model is asked.',
    access: 'app',
    body: AnthropicCountRequest,
    answers: { 200: AnthropicTokenCount },
  },
  {
    ...asked,
    id: 'ollamaGenerate',
    path: '/api/generate',
    summary:
      'One prompt as Ollama takes it; streamed as lines of JSON unless `stream` is false. Its /api/chat answers alike to a body with `messages`.',
    body: OllamaGenerateRequest,
    answers: { 200: OllamaLine },
  },
  {
    id: 'ollamaTags',
    method: 'get',
    path: '/api/tags',
    summary: "The models, as Ollama's clients list them.",
    access: 'app',
    answers: { 200: OllamaModels },
  },
  {
    id: 'ollamaShow',
    method: 'post',
    path: '/api/show',
    summary: "What Ollama's clients ask of one model: what it can do and how much it reads.",
    access: 'app',
    body: OllamaShowRequest,
    answers: { 200: OllamaModel },
  },
  {
    id: 'ollamaVersion',
    method: 'get',
    path: '/api/version',
    summary: "The version of Ollama's API that is spoken here.",
    access: 'app',
    answers: { 200: OllamaVersion },
  },
  {
    id: 'ollamaRunning',
    method: 'get',
    path: '/api/ps',
    summary: 'Empty: models run elsewhere.',
    access: 'app',
    answers: { 200: OllamaRunning },
  },
] as const satisfies readonly Operation[]
