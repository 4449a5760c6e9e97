import { ChatRequest } from '../../wire/chat.ts'
import { Battle, Fighter, NewBattle } from '../battles.ts'
import { ChatCompletionAnswer, ChatCompletionChunk, TokenUsage } from '../chat-completions.ts'
import {
  ConsensusField,
  ConsensusReport,
  ConsensusSummary,
  ConsensusVote,
  ConsensusWish,
  ReportedVote,
  VoteRule,
} from '../consensus.ts'
import { OfferedModel, OfferedModels } from '../models.ts'
import { type Operation, routingHeaders } from '../operation.ts'
import { SessionChatAnswer, SessionChatEvent, SessionChatRequest } from '../session-chat.ts'

export const chatSchemas = {
  ChatRequest,
  ChatCompletionAnswer,
  ChatCompletionChunk,
  SessionChatRequest,
  SessionChatAnswer,
  SessionChatEvent,
  OfferedModel,
  OfferedModels,
  TokenUsage,
  ConsensusField,
  ConsensusWish,
  VoteRule,
  ConsensusReport,
  ConsensusSummary,
  ConsensusVote,
  ReportedVote,
  NewBattle,
  Fighter,
  Battle,
} as const

export const chatOperations = [
  {
    id: 'createChatCompletion',
    method: 'post',
    path: '/v1/chat/completions',
    summary:
      'OpenAI chat completions, streamed or not. Fields that are not named here are passed on.',
    access: 'app',
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
    summary:
      'One turn of a conversation that the root node remembers, streamed or not. A body with `messages` and neither `message` nor `session_id` is Ollama’s and answered as Ollama does.',
    access: 'app',
    body: SessionChatRequest,
    answers: { 200: SessionChatAnswer },
    events: SessionChatEvent,
    answerHeaders: routingHeaders,
  },
  {
    id: 'fightBattle',
    method: 'post',
    path: '/api/battles',
    summary:
      'Two fighters, told by several workers and decided by vote. The same id is fought once; then it is what is stored.',
    access: 'app',
    body: NewBattle,
    answers: { 200: Battle },
  },
  {
    id: 'getBattle',
    method: 'get',
    path: '/api/battles/{id}',
    summary: 'A battle that was fought. The id is percent-encoded.',
    access: 'app',
    answers: { 200: Battle },
  },
  {
    id: 'listModels',
    method: 'get',
    path: '/v1/models',
    summary:
      'What the workers that are up offer, together; in Anthropic’s shape to a request with `anthropic-version`.',
    access: 'app',
    answers: { 200: OfferedModels },
  },
  {
    id: 'getModel',
    method: 'get',
    path: '/v1/models/{id}',
    summary: 'One of them. The id may contain slashes.',
    access: 'app',
    answers: { 200: OfferedModel },
  },
] as const satisfies readonly Operation[]
