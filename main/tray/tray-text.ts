import type { Language } from '#contract/model/language'

export interface TrayText {
  readonly open: string
  readonly start: string
  readonly stop: string
  readonly restart: string
  readonly copyAddress: string
  readonly alerts: string
  readonly noAlerts: string
  readonly quit: string
  readonly stopped: string
  readonly starting: string
  readonly stopping: string
  readonly failed: string
  running(address: string): string
  away(address: string, workers: number): string
}

const english: TrayText = {
  open: 'Open Banyan',
  start: 'Start root node',
  stop: 'Stop root node',
  restart: 'Restart root node',
  copyAddress: 'Copy address',
  alerts: 'Last alerts',
  noAlerts: 'No alerts',
  quit: 'Quit',
  stopped: 'Root node is stopped',
  starting: 'Root node is starting',
  stopping: 'Root node is stopping',
  failed: 'Root node did not start',
  running: address => `Running at ${address}`,
  away: (address, workers) =>
    `Running at ${address}, ${workers} ${workers === 1 ? 'worker' : 'workers'} in trouble`,
}

const simplified: TrayText = {
  open: '打开 Banyan',
  start: '启动根节点',
  stop: '停止根节点',
  restart: '重启根节点',
  copyAddress: '复制地址',
  alerts: '最近的告警',
  noAlerts: '没有告警',
  quit: '退出',
  stopped: '根节点已停止',
  starting: '根节点正在启动',
  stopping: '根节点正在停止',
  failed: '根节点未能启动',
  running: address => `运行于 ${address}`,
  away: (address, workers) => `运行于 ${address}，${workers} 个工作节点有问题`,
}

const traditional: TrayText = {
  open: '開啟 Banyan',
  start: '啟動根節點',
  stop: '停止根節點',
  restart: '重新啟動根節點',
  copyAddress: '複製位址',
  alerts: '最近的警示',
  noAlerts: '沒有警示',
  quit: '結束',
  stopped: '根節點已停止',
  starting: '根節點啟動中',
  stopping: '根節點停止中',
  failed: '根節點無法啟動',
  running: address => `執行於 ${address}`,
  away: (address, workers) => `執行於 ${address}，${workers} 個工作節點有問題`,
}

export const trayTexts: Readonly<Record<Language, TrayText>> = {
  en: english,
  'zh-Hans': simplified,
  'zh-Hant': traditional,
}
