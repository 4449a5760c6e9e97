import type { Messages } from './messages.ts'
import { zhHantChat } from './zh-hant/chat.ts'
import { zhHantDesktop } from './zh-hant/desktop.ts'
import { zhHantFaults } from './zh-hant/faults.ts'
import { zhHantFirstRun } from './zh-hant/first-run.ts'
import { zhHantFrame } from './zh-hant/frame.ts'
import { zhHantHosts } from './zh-hant/hosts.ts'
import { zhHantLogs } from './zh-hant/logs.ts'
import { zhHantMetrics } from './zh-hant/metrics.ts'
import { zhHantPalette } from './zh-hant/palette.ts'
import { zhHantRequests } from './zh-hant/requests.ts'
import { zhHantSettingNames } from './zh-hant/setting-names.ts'
import { zhHantSettings } from './zh-hant/settings.ts'
import { zhHantTopology } from './zh-hant/topology.ts'
import { zhHantWords } from './zh-hant/words.ts'

export const zhHant: Messages = {
  ...zhHantFrame,
  ...zhHantWords,
  ...zhHantTopology,
  ...zhHantFirstRun,
  ...zhHantChat,
  ...zhHantSettings,
  ...zhHantHosts,
  ...zhHantRequests,
  ...zhHantMetrics,
  ...zhHantLogs,
  ...zhHantDesktop,
  ...zhHantPalette,
  setting: zhHantSettingNames,
  fault: zhHantFaults,
}
