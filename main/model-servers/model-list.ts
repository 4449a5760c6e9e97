import { z } from 'zod'
import type { ModelServerName } from '#contract/model/model-servers'

const longestDetail = 300

const OpenAiList = z.object({ data: z.array(z.object({ id: z.string().max(256) })).max(10_000) })
const GeminiList = z.object({
  models: z
    .array(
      z.object({
        name: z.string().max(256),
        supportedGenerationMethods: z.array(z.string()).optional(),
      }),
    )
    .max(10_000)
    .default([]),
})

/** The names in a list of models; null where it is none. */
export function modelsIn(name: ModelServerName, body: unknown): readonly string[] | null {
  if (name === 'gemini') {
    const read = GeminiList.safeParse(body)
    if (!read.success) return null
    return read.data.models
      .filter(({ supportedGenerationMethods: methods = [] }) =>
        methods.some(method => method === 'generateContent' || method === 'embedContent'),
      )
      .map(model => model.name.replace(/^models\//, ''))
  }
  const read = OpenAiList.safeParse(body)
  return read.success ? read.data.data.map(model => model.id) : null
}

const Refused = z.object({
  error: z.union([z.string(), z.object({ message: z.string(), type: z.string().nullish() })]),
})

export interface Refusal {
  readonly detail: string
  readonly type: string
}

/** What a server said when it refused, without the key that it may have repeated. */
export function refusalIn(body: unknown, key: string): Refusal {
  const read = Refused.safeParse(body)
  const error = read.success ? read.data.error : ''
  const said = typeof error === 'string' ? error : error.message
  const type = (typeof error === 'string' ? null : error.type) ?? 'provider_error'
  return { detail: withoutKey(said, key), type: withoutKey(type, key) }
}

/** Vendors repeat the beginning and the end of a key as well, with stars between. */
function withoutKey(text: string, key: string): string {
  const whole = key === '' ? text : text.replaceAll(key, '[secret]')
  return whole
    .replace(/\b(sk|AIza|xai|gsk)[\w-]*\*+[\w*-]*/g, '[secret]')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, longestDetail)
}
