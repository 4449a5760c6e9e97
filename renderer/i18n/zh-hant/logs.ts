import type { enLogs } from '../en/logs.ts'
import type { Translated } from '../messages.ts'

export const zhHantLogs: Translated<typeof enLogs> = {
  logs: { title: '記錄' },
}
