import type { enDesktop } from '../en/desktop.ts'
import type { Translated } from '../messages.ts'

export const zhHantDesktop: Translated<typeof enDesktop> = {
  desktop: {
    closing: {
      label: '關閉視窗時',
      hint: '在背景執行時，根節點會繼續為你的應用程式服務。',
      background: '在背景繼續執行',
      quit: '結束 Banyan',
      ask: '詢問我',
    },
    noTray: {
      title: '這個桌面沒有系統匣',
      text: 'Banyan 在背景執行時不會顯示圖示。要再看到視窗，再啟動一次 Banyan 即可。',
    },
    login: {
      label: '登入時啟動',
      hint: '在背景啟動，不顯示視窗。',
      impossible: '僅適用於已安裝的 Banyan。',
    },
    updates: {
      label: '檢查更新',
      hint: '每天一次，不會自動下載或安裝。',
      now: '立即檢查',
      off: '更新功能已關閉：發行檔尚未簽署，無法分辨新版本的真偽。',
      unknown: '尚未檢查。',
      looking: '正在檢查新版本。',
      newest: '已是最新版本。檢查於{{time}}。',
      newer: '有新版本 {{version}}。檢查於{{time}}。',
      failed: '{{time}}檢查失敗：{{detail}}',
    },
    ask: {
      title: '讓 Banyan 繼續執行嗎？',
      text: '這個桌面沒有系統匣。在背景執行時，根節點會繼續為你的應用程式服務；要再看到視窗，再啟動一次 Banyan 即可。',
      remembered: '之後都會照此處理。可以在設定的「關閉視窗時」中變更。',
      background: '繼續執行',
      quit: '結束',
    },
  },
}
