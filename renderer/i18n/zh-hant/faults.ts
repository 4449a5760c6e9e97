import type { Messages } from '../messages.ts'
import { zhHantHostFaults } from './host-faults.ts'

/** What went wrong and what to do. */
export const zhHantFaults: Messages['fault'] = {
  ...zhHantHostFaults,
  request: {
    malformed: '看不懂這個請求：{{detail}}',
    'too-large': '訊息超過 {{limitBytes}} 位元組，請縮短或分幾次傳。',
    'wrong-type': '內容需要是 {{expected}}。',
    forbidden: '不允許這樣做：{{detail}}',
    unacceptable: '請求被拒絕：{{detail}}',
    'too-many': '{{detail}} 請在 {{retryAfterSeconds}} 秒後重試。',
    cancelled: '請求已取消。',
    unknown: '歷史記錄中沒有請求「{{id}}」。',
  },
  secret: {
    required: '這一步需要根節點密語。',
    unreadable: '這部電腦讀不出已儲存的「{{label}}」，請重新填寫。',
  },
  route: { unknown: '{{path}} 沒有內容。', 'wrong-method': '這個位址只接受 {{allow}}。' },
  model: {
    unknown: '沒有工作節點提供模型「{{model}}」。',
    unavailable: '提供模型「{{model}}」的工作節點暫時不在線上，請稍後再試。',
  },
  capability: { missing: '這個模型做不了這件事，請換一個模型。' },
  fleet: {
    'none-ready': '沒有可用的工作節點。等一個啟動好，或新增一個。',
    busy: '工作節點都在忙，請 {{retryAfterSeconds}} 秒後再試。',
    cooling: '提供方要求等待，請 {{retryAfterSeconds}} 秒後再試。',
  },
  root: {
    stopping: '根節點正在停止，等它重新執行後再試。',
    stopped: '根節點已停止，請先啟動。',
  },
  node: {
    removed: '工作節點「{{nodeId}}」已被移除。',
    superseded: '工作節點「{{nodeId}}」已經重新啟動過。',
  },
  signature: { refused: '簽章被拒絕：{{detail}}' },
  worker: {
    fixed: '工作節點「{{workerId}}」在外部設定，請在那裡修改。',
    hosted: '工作節點「{{workerId}}」裝在主機「{{host}}」上，請在那裡解除安裝。',
    unknown: '工作節點「{{workerId}}」已經不在了。',
    exists: '工作節點「{{workerId}}」已經有了。',
    unreachable: '連不上 {{workerId}}：{{detail}}',
    silent: '{{workerId}} 已經 {{withinMs}} 毫秒沒有動靜。',
    cut: '{{workerId}} 答到一半斷線了。',
  },
  provider: { refused: '模型服務拒絕了請求（{{status}}）：{{detail}}' },
  session: { unknown: '這段對話已經不在了。' },
  app: {
    'key-refused': '此應用程式的金鑰不被接受。',
    'limit-reached': '此應用程式已達到限額。請在 {{retryAfterSeconds}} 秒後重試。',
    'model-refused': '此應用程式不能使用該模型。可用：{{allowed}}。',
    unknown: '應用程式「{{appId}}」已經不在了。',
  },
  consensus: {
    'too-few': '表決需要 {{needed}} 個可用的工作節點，現在能回答的有 {{ready}} 個。',
    'no-vote': '沒有一個回答可以計票。',
  },
  battle: { unknown: '沒有對戰「{{battleId}}」。' },
  deploy: { busy: '本機工作節點的「{{action}}」操作還在進行，請等它結束。' },
  file: { unusable: '無法使用檔案「{{name}}」：{{detail}}。' },
  turn: { unknown: '這個回答已經結束了。' },
  bind: { 'needs-secret': '接聽 {{host}} 會讓其他電腦連進來，請先設定根節點密語。' },
  setting: {
    invalid: '「{{value}}」不能用作「{{label}}」。可以填：{{allowed}}。',
    fixed: '「{{label}}」由外部指定，外部優先，請在那裡修改。',
  },
  'data-folder': {
    taken: '另一個 Banyan 正在使用這個資料夾。請停掉它，或用 DATA_DIR 另選一個。',
  },
  database: {
    damaged:
      '資料庫已損壞，已原樣移到 {{aside}}。用 --restore 取回備份，或用 --start-empty 從空白開始。',
    newer:
      '資料由較新版本的 Banyan 寫成（資料庫版本 {{found}}，這一版只認到 {{known}}）。請更新 Banyan，或用 DATA_DIR 另選資料夾。',
  },
  backup: {
    unknown: '備份「{{backup}}」已經不在了。',
    running: '正在製作或檢查另一個備份，完成後再試。',
    cancelled: '備份已取消，沒有留下任何檔案。',
    unusable: '備份「{{backup}}」在這裡用不了：它已損壞，或來自較新版本的 Banyan。',
  },
  storage: {
    full: '磁碟滿了，什麼也存不下。騰出一些空間後再試。',
    locked: '資料庫被其他程式占用，暫時無法儲存。關閉那個程式後再試。',
  },
  server: {
    unreachable: '連不上 {{address}}（{{detail}}）。',
    silent: '{{address}} 在 {{withinSeconds}} 秒內沒有回應。',
    strange: '{{address}} 的回應不像模型伺服器（{{detail}}）。',
  },
  internal: 'Banyan 內部出了問題，記錄裡有詳細情況。',
}
