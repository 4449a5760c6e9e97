import type { Plugin } from 'rolldown'

const absent = '\0absent-native'

/**
 * ssh2 tries to load two native addons and does without them when that fails. They are not built
 * here, as Electron and Node would each need their own; so in a bundle to load them fails.
 */
export const absentNatives: Plugin = {
  name: 'absent-natives',
  resolveId: {
    filter: { id: /^cpu-features$|\/sshcrypto\.node$/ },
    handler: () => absent,
  },
  load: {
    filter: { id: /^\0absent-native$/ },
    handler: () => ({ code: "throw new Error('left out')", moduleType: 'js' }),
  },
}
