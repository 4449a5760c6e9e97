import type { enSettingsEditors } from '../en/settings-editors.ts'
import type { Translated } from '../messages.ts'

export const zhHantSettingsEditors: Translated<typeof enSettingsEditors> = {
  addAlias: '新增別名',
  aliasNone: '目前沒有別名，模型依原名呼叫。',
  alias: '應用程式請求的名稱',
  chain: '依序詢問',
  addModel: '新增模型',
  addModelTo: '為「{{name}}」新增模型',
  earlier: '把 {{model}} 前移',
  later: '把 {{model}} 後移',
  removeModel: '移除 {{model}}',
  removeRow: '移除「{{name}}」',
  addStrategy: '新增模型',
  strategyNone: '所有模型都依上面的方式分派。',
  strategyModel: '模型',
  strategyFor: '「{{model}}」的分派方式',
  save: '儲存',
  discard: '捨棄變更',
  wrong: {
    name: '缺少名稱，或名稱重複。',
    chain: '每個別名要有一到十個模型。',
  },
  unknownModel: '目前沒有工作節點提供它',
}
