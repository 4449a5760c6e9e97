import type { enSettingsSections } from '../en/settings-sections.ts'
import type { Translated } from '../messages.ts'

export const zhHansSettingsSections: Translated<typeof enSettingsSections> = {
  security: {
    title: '安全检查',
    text: '仔细看一遍这个根节点，找出隐患和解决办法。',
  },
  models: {
    title: '模型与密钥',
    text: '回答从哪里来。密钥只留在根节点，填好后不再显示。',
  },
  prices: {
    title: '价格',
    text: '每百万 token 的价格（美元）。费用和预算都按它计算。',
  },
  apps: {
    title: '应用与密钥',
    text: '给每个应用一把自己的密钥，用量、限额和预算就分得清楚。',
  },
  server: {
    title: '服务与访问',
    text: '本机应用怎样连上根节点，还有谁可以连。',
  },
  workers: {
    title: '工作节点与健康',
    text: '由谁来回答请求，没有动静的工作节点多久会被发现。',
  },
  routing: {
    title: '分派与续答',
    text: '请求交给哪个工作节点，出了问题怎样接上。',
  },
  consensus: {
    title: '表决',
    text: '让几个工作节点回答同一个问题，再投票决定。',
  },
  hosts: {
    title: '主机',
    text: '怎样设置机器。机器本身在“主机”页面里。',
  },
  healing: {
    title: '自愈',
    text: '工作节点状况不好时，根节点自己会做什么。',
  },
  alerts: {
    title: '告警',
    text: '出了状况时，用桌面通知、Webhook 和日志告诉你。',
  },
  backups: {
    title: '备份与恢复',
    text: '整个数据库的副本：对话、设置、应用、历史和审计日志。',
  },
  logs: {
    title: '日志',
    text: '根节点记下的运行情况，里面不会有密钥。',
  },
  transfer: {
    title: '导入与导出',
    text: '你在这里选定的一切（机密除外），都在一个文件里。',
  },
  app: {
    title: '这个应用',
    text: '只影响这台电脑。',
  },
}
