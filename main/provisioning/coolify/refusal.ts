import { z } from 'zod'
import type { HostFault } from '#contract/host-fault'
import type { Secret } from '../../base/secret.ts'
import type { HttpAnswer } from './http-exchange.ts'
import { plainText } from './plain-text.ts'

type Refused = Extract<HostFault, { code: 'coolify.refused' }>

/** All that an answer which says no may hold; each field in any of the shapes that were seen. */
const Refusal = z.object({
  message: z.string().catch(''),
  error: z.string().nullish().catch(null),
  success: z.boolean().nullish().catch(null),
  errors: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .nullish()
    .catch(null),
  conflicts: z
    .array(
      z.object({ domain: z.string().catch('?'), resource_name: z.string().catch('a resource') }),
    )
    .nullish()
    .catch(null),
})
type Refusal = z.infer<typeof Refusal>

/** What an answer that is no success means, in words that say what to do. */
export function refusalOf(
  { status, headers, text }: HttpAnswer,
  secrets: readonly Secret[],
): Refused {
  if (status >= 300 && status < 400) {
    const location = String(headers['location'] ?? '')
    const target = URL.canParse(location) ? new URL(location).origin : 'another address'
    return {
      code: 'coolify.refused',
      status,
      detail: `It sends on to ${target}. Use that address.`,
    }
  }
  const refusal = parsed(text)
  if (!refusal) {
    const detail = `It answered with something else than JSON. Is a Coolify at this address, and is it up?`
    return { code: 'coolify.refused', status, detail }
  }
  const detail = plainText(detailOf(status, refusal), secrets)
  return { code: 'coolify.refused', status, detail }
}

function detailOf(status: number, refusal: Refusal): string {
  const { message, error, errors, conflicts } = refusal
  switch (status) {
    case 401:
      return 'It does not know this token. Make a new one in Coolify, under Keys & Tokens.'
    case 403:
      return forbiddenText(refusal)
    case 405:
      return `${message} Its version and this Banyan do not fit together.`
    case 409: {
      const taken = (conflicts ?? []).map(each => `${each.domain} (${each.resource_name})`)
      return [message, ...taken].join(' ')
    }
    case 422:
      return [message, ...fieldTexts(errors)].join(' ')
    case 400:
      if (/^invalid token/i.test(message)) {
        return 'The token belongs to no team any more. Make a new one in Coolify.'
      }
      return [message, error].filter(Boolean).join(' ')
    default:
      return message || error || 'It gave no reason.'
  }
}

/** A switched-off API and a blocked address both say `success: true`. */
function forbiddenText({ message, success }: Refusal): string {
  if (success === true && /disabled/i.test(message)) {
    return 'Its API is switched off. Switch it on in Coolify, under Settings, Advanced: API Access.'
  }
  if (success === true) {
    return `It lets this address not use its API ("${message}"). Add the address of this computer in Coolify, under Settings, Advanced: Allowed IPs; at home it may change.`
  }
  const missing = /^missing required permissions: (.+)$/i.exec(message)?.[1]
  if (missing === undefined) return message
  return `The token may not ${missing}. Make one that may read, write and deploy.`
}

function fieldTexts(errors: Refusal['errors']): readonly string[] {
  return Object.entries(errors ?? {}).map(([field, problems]) => {
    return `${field}: ${[problems].flat().join(' ')}`
  })
}

function parsed(text: string): Refusal | null {
  try {
    return Refusal.parse(JSON.parse(text))
  } catch {
    return null
  }
}
