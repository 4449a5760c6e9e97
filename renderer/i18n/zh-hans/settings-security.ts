import type { enSettingsSecurity } from '../en/settings-security.ts'
import type { Translated } from '../messages.ts'

export const zhHansSettingsSecurity: Translated<typeof enSettingsSecurity> = {
  wellTitle: '一切正常',
  wellText: '没有需要处理的问题。',
  count_other: '{{count}} 项',
  severity: {
    critical: '立即处理',
    warning: '建议处理',
    advice: '提示',
  },
  checked_other: '已检查 {{count}} 项，没有问题',
  partTitle: '有些项目没能检查',
  partText: '启动根节点后可以看到完整结果。',
  fixed: '由命令行参数或环境变量指定，请在那里修改。',
  did: {
    'listen-here': '根节点改为只监听这台电脑。',
    'ask-always': '管理操作始终要求口令。',
    harden: '从下次部署起加固主机。',
    'back-up': '备份已完成并校验。',
    'verify-audit': '审计日志没有被改动。',
  },
  fix: {
    'set-secret': '设置口令',
    'listen-here': '只监听这台电脑',
    'ask-always': '始终要求',
    'show-keys': '查看密钥',
    'show-host': '查看主机',
    'show-worker': '查看工作节点',
    'set-webhook': '设置 Webhook',
    'set-limits': '设置限额',
    'verify-audit': '立即校验',
    'show-logs': '查看日志',
    schedule: '设置计划',
    'back-up': '立即备份',
    harden: '加固主机',
  },
  'secret-missing': {
    what: '别的电脑能连到根节点，却没有设置口令',
    why: '同一网络上的任何人都能用你的密钥，也能改动一切。',
  },
  'open-to-all': {
    what: '根节点在所有网络上监听：{{host}}',
    why: 'Wi-Fi 访客和 VPN 对端也能连到端口。请指定一个地址，或只限这台电脑。',
  },
  'owner-on-loopback': {
    what: '本机程序不需要口令就能执行管理操作',
    why: '这台电脑上的任何程序都能添加应用、读取历史、修改价格。',
  },
  'key-file': {
    what: '密钥只靠密钥文件保护',
    why: '这个系统没有密钥环：能读你文件的人也能读到密钥。请解锁或安装一个，再重新启动 Banyan。',
  },
  'host-changed': {
    what: '“{{name}}”出示的密钥和以前不同',
    why: '可能重装过，也可能有人冒充。不会向它发送任何机密。',
  },
  'host-unpinned': {
    what: '“{{name}}”的密钥还没有确认',
    why: '在你确认之前，无法保证它就是你的机器。',
  },
  'host-password': {
    what: '登录“{{name}}”用的是密码',
    why: '密码可能被人从任何地方猜中，密钥不会。',
  },
  'plain-http': {
    what: '到“{{name}}”的连接没有加密',
    why: '发往 {{address}} 的问题和回答，途中可能被人看到。',
  },
  'no-alert-way': {
    what: '告警只留在这台电脑上',
    why: '没有人看屏幕时，出了问题没有人知道。',
  },
  'app-unlimited': {
    what: '“{{name}}”没有任何限额',
    why: '密钥泄露或程序死循环时，花费没有上限。',
  },
  'audit-broken': {
    what: '审计日志被改动过',
    why: '有条目被修改或缺失。请查清谁能写入数据库。',
  },
  'audit-unverified': {
    what: '最近没有校验过审计日志',
    why: '每一条都封存前一条，校验只需片刻。',
  },
  'backups-off': {
    what: '没有开启备份',
    why: '数据库一旦损坏，就无法找回。',
  },
  'backup-failed': {
    what: '上次备份失败',
    why: '多半是磁盘空间不足，具体原因见日志。',
  },
  'backup-old': {
    what: '最新的备份太旧，或没有备份',
    why: '那之后的内容会随磁盘一起丢失。',
  },
  'harden-off': {
    what: '主机没有加固',
    why: '设置好的机器仍可以用密码登录。',
  },
}
