import type { enSettingsPrices } from '../en/settings-prices.ts'
import type { Translated } from '../messages.ts'

export const zhHantSettingsPrices: Translated<typeof enSettingsPrices> = {
  own: '自訂價格',
  ownText: '優先於標準價格。名稱也適用於以它開頭的模型：gpt-4o 也管 gpt-4o-2024-08-06。',
  list: '標準價格',
  listText: '隨 Banyan 提供，截至 {{date}}。',
  model: '模型',
  input: '輸入',
  cached: '快取輸入',
  output: '輸出',
  ofRow: '第 {{row}} 列，{{what}}',
  add: '新增價格',
  remove: '移除「{{model}}」的價格',
  wasRemoved: '已移除「{{model}}」的價格。',
  save: '儲存價格',
  discard: '捨棄變更',
  saved: '價格已儲存，從下一個請求起生效。',
  none: '還沒有自訂價格。',
  unknownTitle_other: '有 {{count}} 個用過的模型不知道價格',
  unknownText: '最近 30 天它們的請求按免費計算。若不免費，請新增價格。',
  priceIt: '為「{{model}}」新增價格',
  wrong: {
    name: '缺少名稱，或名稱重複。',
    number: '金額應為 0 到 1000000 的數字。',
  },
  usd: '美元 / 百萬 token',
}
