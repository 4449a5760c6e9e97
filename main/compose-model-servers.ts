import type { Log } from './base/log.ts'
import { Secret } from './base/secret.ts'
import type { RootForWindow } from './ipc/window-requests.ts'
import { ModelServers } from './model-servers/model-servers.ts'
import type { ResolvedSettings } from './settings/resolved-settings.ts'

/** What is shorter may be an ordinary word, which must not vanish from the log. */
const shortestKey = 16

export interface ModelServerParts {
  readonly settings: () => ResolvedSettings
  /** A key that is tried is as secret as one that is kept. */
  readonly protect: (secret: Secret) => void
  readonly log: Log
}

/** Lets the window try a key before it is saved, and look for model servers on this computer. */
export function composeModelServers(
  { settings, protect, log }: ModelServerParts,
  signal: AbortSignal,
): RootForWindow['modelServers'] {
  const servers = new ModelServers({
    addresses: () => {
      const now = settings()
      return {
        openai: now.openaiBaseUrl,
        anthropic: now.anthropicBaseUrl,
        gemini: now.geminiBaseUrl,
        compatible: now.compatibleBaseUrl,
        ollama: now.ollamaBaseUrl,
        lmstudio: now.lmstudioBaseUrl,
      }
    },
  })
  return {
    async tryKey(trial) {
      if (trial.key.length >= shortestKey) protect(new Secret(trial.key))
      const offered = await servers.tryKey(trial, signal)
      log.info('key tried', { provider: trial.provider, models: offered.models.length })
      return offered
    },
    find: () => servers.find(signal),
  }
}
