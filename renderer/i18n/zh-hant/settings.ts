import type { enSettings } from '../en/settings.ts'
import type { Translated } from '../messages.ts'
import { zhHantSettingsAlerts } from './settings-alerts.ts'
import { zhHantSettingsApps } from './settings-apps.ts'
import { zhHantSettingsBackups } from './settings-backups.ts'
import { zhHantSettingsEditors } from './settings-editors.ts'
import { zhHantSettingsPrices } from './settings-prices.ts'
import { zhHantSettingsSections } from './settings-sections.ts'
import { zhHantSettingsSecurity } from './settings-security.ts'
import { zhHantSettingsTransfer } from './settings-transfer.ts'

export const zhHantSettings: Translated<typeof enSettings> = {
  settings: {
    title: '設定',
    sections: '分組',
    keyFileTitle: '這個系統沒有鑰匙圈',
    keyFileText:
      '金鑰用資料庫旁邊的金鑰檔加密，只靠檔案權限保護：能讀你檔案的人，也能讀到你的金鑰。',
    restartTitle: '重新啟動根節點後生效',
    restartText: '會先做完正在處理的請求。',
    restart: '立即重新啟動',
    restarting: '正在重新啟動',
    reset: '恢復預設',
    resetNamed: '把「{{name}}」恢復預設',
    removeKey: '移除',
    removeKeyNamed: '移除「{{name}}」',
    saveKey: '儲存',
    saveKeyNamed: '儲存「{{name}}」',
    keySet: '已設定',
    keyNotSet: '未設定',
    enterKey: '填入金鑰',
    enterSecret: '填入密語',
    replaceKey: '填入新的即可取代',
    openLogs: '開啟記錄資料夾',
    on: '開',
    off: '關',
    version: 'Banyan {{version}}',
    wasReset: '「{{name}}」已恢復預設。',
    removeKeyAsk: '移除「{{name}}」？',
    removeKeyText: '移除後無法找回，要用時需重新填寫。',
    search: '搜尋設定',
    noHitTitle: '沒有找到',
    noHitText: '可以依名稱、作用與環境變數尋找。',
    empty: '無',
    section: zhHantSettingsSections,
    apps: zhHantSettingsApps,
    prices: zhHantSettingsPrices,
    editors: zhHantSettingsEditors,
    alerting: zhHantSettingsAlerts,
    backing: zhHantSettingsBackups,
    security: zhHantSettingsSecurity,
    transfer: zhHantSettingsTransfer,
  },
  source: {
    saved: '在此儲存',
    default: '預設',
    fixedFlag: '命令列參數 {{flag}} 優先，請在那裡修改。',
    fixedEnvironment: '環境變數 {{variable}} 優先，請在那裡修改。',
    onlyOutside: '讀取設定之前就要決定，請用 {{flag}} 或 {{variable}} 指定。',
  },
  allowed: {
    host: '這部電腦的一個位址',
    port: '0 到 65535 的整數',
    secret: '至少 16 個字元',
    hosts: '不含連接埠的名稱，以逗號分隔',
    origins: '網頁來源，例如 https://chat.example 或 app://obsidian.md，以逗號分隔',
    regions: '地區名稱，以逗號分隔',
    count: '不小於 1 的整數',
    milliseconds: '100 到 3600000 的整數',
    retries: '0 到 10 的整數',
    localWorkers: '0 到 16 的整數',
    voters: '1 到 25 的整數',
    seconds: '1 到 3600 的整數',
    tokens: '不小於 100 的整數',
    hours: '0 到 8760 的整數小時',
    backups: '1 到 1000 的整數',
    url: 'http:// 或 https:// 開頭的位址，也可以留空',
    quietHours: '起訖時間，例如 22:00-07:00，或留空',
    comingTime: '一個還沒到的完整日期和時間，或留空',
    webhookSecret: 'whsec_ 加上 24 到 64 位元組的 base64，也可以留空',
    sentence: '可以填：{{allowed}}。',
  },
  preference: {
    language: '語言',
    theme: '主題',
    system: '跟隨系統',
    light: '淺色',
    dark: '深色',
  },
}
