import type { enSettings } from '../en/settings.ts'
import type { Translated } from '../messages.ts'
import { zhHansSettingsAlerts } from './settings-alerts.ts'
import { zhHansSettingsApps } from './settings-apps.ts'
import { zhHansSettingsBackups } from './settings-backups.ts'
import { zhHansSettingsEditors } from './settings-editors.ts'
import { zhHansSettingsPrices } from './settings-prices.ts'
import { zhHansSettingsSections } from './settings-sections.ts'
import { zhHansSettingsSecurity } from './settings-security.ts'
import { zhHansSettingsTransfer } from './settings-transfer.ts'

export const zhHansSettings: Translated<typeof enSettings> = {
  settings: {
    title: '设置',
    sections: '分组',
    keyFileTitle: '这个系统没有密钥环',
    keyFileText:
      '密钥用数据库旁边的密钥文件加密，只靠文件权限保护：能读你文件的人，也能读到你的密钥。',
    restartTitle: '重启根节点后生效',
    restartText: '会先做完正在处理的请求。',
    restart: '立即重启',
    restarting: '正在重启',
    reset: '恢复默认',
    resetNamed: '把“{{name}}”恢复默认',
    removeKey: '移除',
    removeKeyNamed: '移除“{{name}}”',
    saveKey: '保存',
    saveKeyNamed: '保存“{{name}}”',
    keySet: '已设置',
    keyNotSet: '未设置',
    enterKey: '填入密钥',
    enterSecret: '填入口令',
    replaceKey: '填入新的即可替换',
    openLogs: '打开日志文件夹',
    on: '开',
    off: '关',
    version: 'Banyan {{version}}',
    wasReset: '“{{name}}”已恢复默认。',
    removeKeyAsk: '移除“{{name}}”？',
    removeKeyText: '移除后无法找回，要用时需重新填写。',
    search: '搜索设置',
    noHitTitle: '没有找到',
    noHitText: '可以按名称、作用和环境变量查找。',
    empty: '无',
    section: zhHansSettingsSections,
    apps: zhHansSettingsApps,
    prices: zhHansSettingsPrices,
    editors: zhHansSettingsEditors,
    alerting: zhHansSettingsAlerts,
    backing: zhHansSettingsBackups,
    security: zhHansSettingsSecurity,
    transfer: zhHansSettingsTransfer,
  },
  source: {
    saved: '在此保存',
    default: '默认',
    fixedFlag: '命令行参数 {{flag}} 优先，请在那里修改。',
    fixedEnvironment: '环境变量 {{variable}} 优先，请在那里修改。',
    onlyOutside: '读取设置之前就要确定，请用 {{flag}} 或 {{variable}} 指定。',
  },
  allowed: {
    host: '这台电脑的一个地址',
    port: '0 到 65535 的整数',
    secret: '至少 16 个字符',
    hosts: '不带端口的名称，用逗号分隔',
    origins: '网页来源，例如 https://chat.example 或 app://obsidian.md，用逗号分隔',
    regions: '地区名称，用逗号分隔',
    count: '不小于 1 的整数',
    milliseconds: '100 到 3600000 的整数',
    retries: '0 到 10 的整数',
    localWorkers: '0 到 16 的整数',
    voters: '1 到 25 的整数',
    seconds: '1 到 3600 的整数',
    tokens: '不小于 100 的整数',
    hours: '0 到 8760 的整数小时',
    backups: '1 到 1000 的整数',
    url: 'http:// 或 https:// 开头的地址，也可以留空',
    quietHours: '起止时间，例如 22:00-07:00，或留空',
    comingTime: '一个还没到的完整日期和时间，或留空',
    webhookSecret: 'whsec_ 加上 24 到 64 字节的 base64，也可以留空',
    sentence: '可以填：{{allowed}}。',
  },
  preference: {
    language: '语言',
    theme: '主题',
    system: '跟随系统',
    light: '浅色',
    dark: '深色',
  },
}
