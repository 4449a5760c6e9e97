import { EmbeddingsRequest } from '../../wire/embeddings.ts'
import { ImagesRequest } from '../../wire/images.ts'
import { EmbeddingsList } from '../embeddings.ts'
import { ImagesList } from '../images.ts'
import {
  OllamaEmbedAnswer,
  OllamaEmbeddingsAnswer,
  OllamaEmbeddingsRequest,
  OllamaEmbedRequest,
} from '../ollama-embed.ts'
import { type Operation, routingHeaders } from '../operation.ts'

export const embeddingsSchemas = {
  EmbeddingsRequest,
  EmbeddingsList,
  ImagesRequest,
  ImagesList,
  OllamaEmbedRequest,
  OllamaEmbedAnswer,
  OllamaEmbeddingsRequest,
  OllamaEmbeddingsAnswer,
} as const

export const embeddingsOperations = [
  {
    id: 'createEmbedding',
    method: 'post',
    path: '/v1/embeddings',
    summary: 'OpenAI embeddings, as numbers or as base64 of 32-bit floats.',
    access: 'app',
    takesTimeout: true,
    body: EmbeddingsRequest,
    answers: { 200: EmbeddingsList },
    answerHeaders: [...routingHeaders, 'x-banyan-attempts'],
  },
  {
    id: 'createImage',
    method: 'post',
    path: '/v1/images/generations',
    summary: 'OpenAI image generation, not streamed.',
    access: 'app',
    takesTimeout: true,
    body: ImagesRequest,
    answers: { 200: ImagesList },
    answerHeaders: [...routingHeaders, 'x-banyan-attempts'],
  },
  {
    id: 'embedAsOllama',
    method: 'post',
    path: '/api/embed',
    summary: 'Embeddings as Ollama gives them.',
    access: 'app',
    body: OllamaEmbedRequest,
    answers: { 200: OllamaEmbedAnswer },
    answerHeaders: [],
  },
  {
    id: 'embedOneAsOllama',
    method: 'post',
    path: '/api/embeddings',
    summary: 'One embedding as older clients of Ollama ask for it.',
    access: 'app',
    body: OllamaEmbeddingsRequest,
    answers: { 200: OllamaEmbeddingsAnswer },
    answerHeaders: [],
  },
] as const satisfies readonly Operation[]
