import { enChat } from './en/chat.ts'
import { enDesktop } from './en/desktop.ts'
import { enFaults } from './en/faults.ts'
import { enFirstRun } from './en/first-run.ts'
import { enFrame } from './en/frame.ts'
import { enHosts } from './en/hosts.ts'
import { enLogs } from './en/logs.ts'
import { enMetrics } from './en/metrics.ts'
import { enPalette } from './en/palette.ts'
import { enRequests } from './en/requests.ts'
import { enSettingNames } from './en/setting-names.ts'
import { enSettings } from './en/settings.ts'
import { enTopology } from './en/topology.ts'
import { enWords } from './en/words.ts'

/** The language that the others are measured by: a text that stands here must stand in each. */
export const en = {
  ...enFrame,
  ...enWords,
  ...enTopology,
  ...enFirstRun,
  ...enChat,
  ...enSettings,
  ...enHosts,
  ...enRequests,
  ...enMetrics,
  ...enLogs,
  ...enDesktop,
  ...enPalette,
  setting: enSettingNames,
  fault: enFaults,
}
