import type { enSettingsSecurity } from '../en/settings-security.ts'
import type { Translated } from '../messages.ts'

export const zhHantSettingsSecurity: Translated<typeof enSettingsSecurity> = {
  wellTitle: '一切正常',
  wellText: '沒有需要處理的問題。',
  count_other: '{{count}} 項',
  severity: {
    critical: '立即處理',
    warning: '建議處理',
    advice: '提示',
  },
  checked_other: '已檢查 {{count}} 項，沒有問題',
  partTitle: '有些項目沒能檢查',
  partText: '啟動根節點後可以看到完整結果。',
  fixed: '由命令列參數或環境變數指定，請在那裡修改。',
  did: {
    'listen-here': '根節點改為只接聽這部電腦。',
    'ask-always': '管理操作一律要求密語。',
    harden: '從下次部署起加固主機。',
    'back-up': '備份已完成並校驗。',
    'verify-audit': '稽核記錄沒有被改動。',
  },
  fix: {
    'set-secret': '設定密語',
    'listen-here': '只接聽這部電腦',
    'ask-always': '一律要求',
    'show-keys': '檢視金鑰',
    'show-host': '檢視主機',
    'show-worker': '檢視工作節點',
    'set-webhook': '設定 Webhook',
    'set-limits': '設定限額',
    'verify-audit': '立即校驗',
    'show-logs': '檢視記錄',
    schedule: '設定計畫',
    'back-up': '立即備份',
    harden: '加固主機',
  },
  'secret-missing': {
    what: '其他電腦能連到根節點，卻沒有設定密語',
    why: '同一網路上的任何人都能用你的金鑰，也能改動一切。',
  },
  'open-to-all': {
    what: '根節點在所有網路上接聽：{{host}}',
    why: 'Wi-Fi 訪客與 VPN 對端也能連到連接埠。請指定一個位址，或只限這部電腦。',
  },
  'owner-on-loopback': {
    what: '本機程式不需要密語就能執行管理操作',
    why: '這部電腦上的任何程式都能新增應用程式、讀取歷史、修改價格。',
  },
  'key-file': {
    what: '金鑰只靠金鑰檔保護',
    why: '這個系統沒有鑰匙圈：能讀你檔案的人也能讀到金鑰。請解鎖或安裝一個，再重新啟動 Banyan。',
  },
  'host-changed': {
    what: '「{{name}}」出示的金鑰和以前不同',
    why: '可能重裝過，也可能有人冒充。不會向它傳送任何機密。',
  },
  'host-unpinned': {
    what: '「{{name}}」的金鑰還沒有確認',
    why: '在你確認之前，無法保證它就是你的機器。',
  },
  'host-password': {
    what: '登入「{{name}}」用的是密碼',
    why: '密碼可能被人從任何地方猜中，金鑰不會。',
  },
  'plain-http': {
    what: '到「{{name}}」的連線沒有加密',
    why: '傳往 {{address}} 的問題與回答，途中可能被人看到。',
  },
  'no-alert-way': {
    what: '警示只留在這部電腦上',
    why: '沒有人看螢幕時，出了問題沒有人知道。',
  },
  'app-unlimited': {
    what: '「{{name}}」沒有任何限額',
    why: '金鑰外洩或程式無窮迴圈時，花費沒有上限。',
  },
  'audit-broken': {
    what: '稽核記錄被改動過',
    why: '有項目被修改或缺少。請查清誰能寫入資料庫。',
  },
  'audit-unverified': {
    what: '最近沒有校驗過稽核記錄',
    why: '每一筆都封存前一筆，校驗只需片刻。',
  },
  'backups-off': {
    what: '沒有開啟備份',
    why: '資料庫一旦損壞，就無法找回。',
  },
  'backup-failed': {
    what: '上次備份失敗',
    why: '多半是磁碟空間不足，具體原因見記錄。',
  },
  'backup-old': {
    what: '最新的備份太舊，或沒有備份',
    why: '那之後的內容會隨磁碟一起遺失。',
  },
  'harden-off': {
    what: '主機沒有加固',
    why: '設定好的機器仍可以用密碼登入。',
  },
}
