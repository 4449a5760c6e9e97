import type { enSettingsSections } from '../en/settings-sections.ts'
import type { Translated } from '../messages.ts'

export const zhHantSettingsSections: Translated<typeof enSettingsSections> = {
  security: {
    title: '安全檢查',
    text: '仔細檢視這個根節點，找出隱患與解決辦法。',
  },
  models: {
    title: '模型與金鑰',
    text: '回答從哪裡來。金鑰只留在根節點，填好後不再顯示。',
  },
  prices: {
    title: '價格',
    text: '每百萬 token 的價格（美元）。費用與預算都依此計算。',
  },
  apps: {
    title: '應用程式與金鑰',
    text: '給每個應用程式一把自己的金鑰，用量、限額與預算就分得清楚。',
  },
  server: {
    title: '服務與存取',
    text: '本機應用程式怎樣連上根節點，還有誰可以連。',
  },
  workers: {
    title: '工作節點與健康',
    text: '由誰來回答請求，沒有動靜的工作節點多久會被發現。',
  },
  routing: {
    title: '分派與續答',
    text: '請求交給哪個工作節點，出了問題怎樣接上。',
  },
  consensus: {
    title: '表決',
    text: '讓幾個工作節點回答同一個問題，再投票決定。',
  },
  hosts: {
    title: '主機',
    text: '怎樣設定機器。機器本身在「主機」頁面裡。',
  },
  healing: {
    title: '自癒',
    text: '工作節點狀況不好時，根節點自己會做什麼。',
  },
  alerts: {
    title: '警示',
    text: '出了狀況時，以桌面通知、Webhook 和記錄檔告訴你。',
  },
  backups: {
    title: '備份與還原',
    text: '整個資料庫的副本：對話、設定、應用程式、歷史與稽核記錄。',
  },
  logs: {
    title: '記錄',
    text: '根節點記下的執行情況，裡面不會有金鑰。',
  },
  transfer: {
    title: '匯入與匯出',
    text: '你在這裡選定的一切（機密除外），都在一個檔案裡。',
  },
  app: {
    title: '這個應用程式',
    text: '只影響這部電腦。',
  },
}
