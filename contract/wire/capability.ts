import { z } from 'zod'

/** What a model may be asked for. */
export const capabilityNames = ['chat', 'embeddings', 'images'] as const
export const Capability = z.enum(capabilityNames)
export type Capability = z.infer<typeof Capability>

/** Where a worker, like any OpenAI-compatible server, is asked for it. */
export const capabilityPaths: Readonly<Record<Capability, string>> = {
  chat: '/v1/chat/completions',
  embeddings: '/v1/embeddings',
  images: '/v1/images/generations',
}

const embeds = /embed|paraphrase|minilm|(^|[-/:])(bge|gte|e5|voyage)-/i
const draws = /dall-e|gpt-image|imagen|stable-?diffusion|sdxl|(^|[-/])flux/i
const onlyChats = /^([\w.-]+\/)?(ft:)?(gpt|chatgpt|o\d|claude|gemini)(\b|-)/i

/**
 * What a model can do, as far as its name tells: the lists of OpenAI-compatible servers tell no
 * more. A name that says nothing may chat and may embed, so that the server itself can refuse.
 */
export function capabilitiesByName(model: string): readonly Capability[] {
  if (embeds.test(model)) return ['embeddings']
  if (draws.test(model)) return ['images']
  return onlyChats.test(model) ? ['chat'] : ['chat', 'embeddings']
}
