import { ChatRequest } from '../wire/chat.ts'
import { ProviderReport } from '../wire/health.ts'
import {
  ChatCompletionAnswer,
  ChatCompletionChunk,
  ErrorBody,
  TokenUsage,
} from './chat-completions.ts'
import { RootHealth } from './health.ts'
import { RootMetrics } from './metrics.ts'
import { OfferedModel, OfferedModels } from './models.ts'
import { SessionChatAnswer, SessionChatEvent, SessionChatRequest } from './session-chat.ts'
import { ListedWorker, ListedWorkers } from './workers.ts'

/** Every shape by the name that docs/openapi.json gives it. */
export const schemas = {
  ChatRequest,
  ChatCompletionAnswer,
  ChatCompletionChunk,
  SessionChatRequest,
  SessionChatAnswer,
  SessionChatEvent,
  OfferedModel,
  OfferedModels,
  RootHealth,
  ListedWorker,
  ListedWorkers,
  ProviderReport,
  RootMetrics,
  TokenUsage,
  ErrorBody,
} as const

const routingHeaders = ['x-banyan-worker', 'x-banyan-strategy'] as const

/**
 * What the gateway serves to local apps. `events` is what a streamed answer is made of; `access`
 * says who may ask when the root node listens beyond loopback: anyone, or who has the root secret.
 */
export const operations = [
  {
    id: 'createChatCompletion',
    method: 'post',
    path: '/v1/chat/completions',
    summary:
      'OpenAI chat completions, streamed or not. Fields that are not named here are passed on.',
    access: 'secret',
    takesTimeout: true,
    body: ChatRequest,
    answers: { 200: ChatCompletionAnswer },
    events: ChatCompletionChunk,
    answerHeaders: [...routingHeaders, 'x-banyan-attempts'],
  },
  {
    id: 'chat',
    method: 'post',
    path: '/api/chat',
    summary: 'One turn of a conversation that the root node remembers, streamed or not.',
    access: 'secret',
    body: SessionChatRequest,
    answers: { 200: SessionChatAnswer },
    events: SessionChatEvent,
    answerHeaders: routingHeaders,
  },
  {
    id: 'listModels',
    method: 'get',
    path: '/v1/models',
    summary: 'What the workers that are up offer, together.',
    access: 'secret',
    answers: { 200: OfferedModels },
  },
  {
    id: 'getModel',
    method: 'get',
    path: '/v1/models/{id}',
    summary: 'One of them. The id may contain slashes.',
    access: 'secret',
    answers: { 200: OfferedModel },
  },
  {
    id: 'listWorkers',
    method: 'get',
    path: '/api/workers',
    summary: 'Every worker that the root node knows, whatever its state.',
    access: 'secret',
    answers: { 200: ListedWorkers },
  },
  {
    id: 'getMetrics',
    method: 'get',
    path: '/api/metrics',
    summary: 'Totals since the root node started, and the same for each worker.',
    access: 'secret',
    answers: { 200: RootMetrics },
  },
  ...healthOperations(),
] as const

/** The same answer under the names that different tools look for. */
function healthOperations() {
  const paths = {
    getHealth: '/health',
    getHealthz: '/healthz',
    getMonitoringHealth: '/monitoring/health',
  }
  return Object.entries(paths).map(
    ([id, path]) =>
      ({
        id,
        method: 'get',
        path,
        summary: 'Whether a request would be served now.',
        access: 'anyone',
        answers: { 200: RootHealth, 503: RootHealth },
      }) as const,
  )
}
