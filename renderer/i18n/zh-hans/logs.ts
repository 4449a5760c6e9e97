import type { enLogs } from '../en/logs.ts'
import type { Translated } from '../messages.ts'

export const zhHansLogs: Translated<typeof enLogs> = {
  logs: { title: '日志' },
}
