import type { Messages } from './messages.ts'
import { zhHansChat } from './zh-hans/chat.ts'
import { zhHansDesktop } from './zh-hans/desktop.ts'
import { zhHansFaults } from './zh-hans/faults.ts'
import { zhHansFirstRun } from './zh-hans/first-run.ts'
import { zhHansFrame } from './zh-hans/frame.ts'
import { zhHansHosts } from './zh-hans/hosts.ts'
import { zhHansLogs } from './zh-hans/logs.ts'
import { zhHansMetrics } from './zh-hans/metrics.ts'
import { zhHansPalette } from './zh-hans/palette.ts'
import { zhHansRequests } from './zh-hans/requests.ts'
import { zhHansSettingNames } from './zh-hans/setting-names.ts'
import { zhHansSettings } from './zh-hans/settings.ts'
import { zhHansTopology } from './zh-hans/topology.ts'
import { zhHansWords } from './zh-hans/words.ts'

export const zhHans: Messages = {
  ...zhHansFrame,
  ...zhHansWords,
  ...zhHansTopology,
  ...zhHansFirstRun,
  ...zhHansChat,
  ...zhHansSettings,
  ...zhHansHosts,
  ...zhHansRequests,
  ...zhHansMetrics,
  ...zhHansLogs,
  ...zhHansDesktop,
  ...zhHansPalette,
  setting: zhHansSettingNames,
  fault: zhHansFaults,
}
