import { hostReason } from '#contract/host-reason'
import { stepFailed } from '../../steps/step-failed.ts'
import { isSo, told } from '../../told.ts'
import { apiStep } from '../api-step.ts'
import type { Scene } from '../scene.ts'

const name = 'coolify-answers'
const needed = ['read', 'write', 'deploy'] as const

/** Nothing is begun with a Coolify that is too old or a token that may too little. */
export function coolifyAnswers({ parts, host }: Scene) {
  const { access } = parts.client
  return apiStep({
    name,
    words: 'Asks Coolify for its version, and whether the token may read, write and deploy.',
    async check(_, signal) {
      const version = await access.version(signal)
      const team = await access.team(signal)
      const abilities = await access.abilities(signal)
      const missing = needed.filter(ability => !abilities.includes(ability))
      if (missing.length > 0) {
        const detail = `The token may not ${missing.join(' and not ')}. Make one that may read, write and deploy.`
        const why = hostReason('token-may-not', { missing: missing.join(', ') })
        throw stepFailed({ host }, name, detail, why)
      }
      const words = `Coolify ${version} answers; the token is of the team ${team}.`
      return isSo(words, 'coolify-answers', { version, team })
    },
    apply: async () => told('Nothing is to be done.', 'nothing-to-do'),
  })
}
