import type { enSettingsBackups } from '../en/settings-backups.ts'
import type { Translated } from '../messages.ts'

export const zhHantSettingsBackups: Translated<typeof enSettingsBackups> = {
  schedule: '備份計畫',
  kept: '已有備份',
  now: '立即備份',
  running: '正在複製，{{share}} %',
  cancel: '取消',
  cancelled: '已取消備份。',
  made: '備份已完成並校驗：{{size}}。',
  failedTitle: '上次備份失敗',
  failedText: '時間：{{time}}。原因見記錄，多半是磁碟空間不足。',
  at: '時間',
  size: '大小',
  kind: '類型',
  kind_backup: '備份',
  kind_before: '還原前的狀態',
  restore: '還原',
  restoreNamed: '還原 {{time}} 的備份',
  restoreAsk: '回到 {{time}} 的狀態？',
  restoreText:
    '會先做完正在處理的請求，再用這個備份重新啟動根節點。之後的內容會被取代；現在的狀態會另存一份，可以再回來。',
  restoreYes: '還原並重新啟動',
  restoring: '正在還原，根節點會重新啟動。',
  delete: '刪除',
  deleteNamed: '刪除 {{time}} 的備份',
  deleteAsk: '刪除 {{time}} 的備份？',
  deleteText: '刪除後無法找回。',
  deleted: '備份已刪除。',
  noneTitle: '還沒有備份',
  noneText: '備份和資料庫在同一顆磁碟上。要防磁碟損壞，請把資料夾複製到別處。',
}
