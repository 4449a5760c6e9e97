import { type Language, languageOf } from '#contract/model/language'

export interface TrayText {
  readonly open: string
  readonly start: string
  readonly stop: string
  readonly copyAddress: string
  readonly quit: string
  readonly stopped: string
  readonly starting: string
  readonly stopping: string
  readonly failed: string
  running(address: string): string
}

const english: TrayText = {
  open: 'Open Banyan',
  start: 'Start root node',
  stop: 'Stop root node',
  copyAddress: 'Copy address',
  quit: 'Quit',
  stopped: 'Root node is stopped',
  starting: 'Root node is starting',
  stopping: 'Root node is stopping',
  failed: 'Root node did not start',
  running: address => `Running at ${address}`,
}

const simplified: TrayText = {
  open: '打开 Banyan',
  start: '启动根节点',
  stop: '停止根节点',
  copyAddress: '复制地址',
  quit: '退出',
  stopped: '根节点已停止',
  starting: '根节点正在启动',
  stopping: '根节点正在停止',
  failed: '根节点未能启动',
  running: address => `运行于 ${address}`,
}

const traditional: TrayText = {
  open: '開啟 Banyan',
  start: '啟動根節點',
  stop: '停止根節點',
  copyAddress: '複製位址',
  quit: '結束',
  stopped: '根節點已停止',
  starting: '根節點啟動中',
  stopping: '根節點停止中',
  failed: '根節點無法啟動',
  running: address => `執行於 ${address}`,
}

const texts: Readonly<Record<Language, TrayText>> = {
  en: english,
  'zh-Hans': simplified,
  'zh-Hant': traditional,
}

/** By the system's first language, as BCP 47. */
export function trayText(language: string): TrayText {
  return texts[languageOf(language)]
}
