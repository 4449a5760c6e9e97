import type { enSettingsBackups } from '../en/settings-backups.ts'
import type { Translated } from '../messages.ts'

export const zhHansSettingsBackups: Translated<typeof enSettingsBackups> = {
  schedule: '备份计划',
  kept: '已有备份',
  now: '立即备份',
  running: '正在复制，{{share}} %',
  cancel: '取消',
  cancelled: '已取消备份。',
  made: '备份已完成并校验：{{size}}。',
  failedTitle: '上次备份失败',
  failedText: '时间：{{time}}。原因见日志，多半是磁盘空间不足。',
  at: '时间',
  size: '大小',
  kind: '类型',
  kind_backup: '备份',
  kind_before: '恢复前的状态',
  restore: '恢复',
  restoreNamed: '恢复 {{time}} 的备份',
  restoreAsk: '回到 {{time}} 的状态？',
  restoreText:
    '会先做完正在处理的请求，再用这个备份重新启动根节点。之后的内容会被替换；现在的状态会另存一份，可以再回来。',
  restoreYes: '恢复并重启',
  restoring: '正在恢复，根节点会重新启动。',
  delete: '删除',
  deleteNamed: '删除 {{time}} 的备份',
  deleteAsk: '删除 {{time}} 的备份？',
  deleteText: '删除后无法找回。',
  deleted: '备份已删除。',
  noneTitle: '还没有备份',
  noneText: '备份和数据库在同一块磁盘上。要防磁盘损坏，请把文件夹复制到别处。',
}
