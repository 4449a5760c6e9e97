import { apiStep, stepFailed } from '../api-step.ts'
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
        throw stepFailed(host, name, detail)
      }
      return {
        isDone: true,
        words: `Coolify ${version} answers; the token is of the team ${team}.`,
      }
    },
    apply: async () => 'Nothing is to be done.',
  })
}
