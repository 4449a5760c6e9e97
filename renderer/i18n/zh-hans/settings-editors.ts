import type { enSettingsEditors } from '../en/settings-editors.ts'
import type { Translated } from '../messages.ts'

export const zhHansSettingsEditors: Translated<typeof enSettingsEditors> = {
  addAlias: '添加别名',
  aliasNone: '目前没有别名，模型按原名调用。',
  alias: '应用请求的名称',
  chain: '依次询问',
  addModel: '添加模型',
  addModelTo: '为“{{name}}”添加模型',
  earlier: '把 {{model}} 前移',
  later: '把 {{model}} 后移',
  removeModel: '移除 {{model}}',
  removeRow: '移除“{{name}}”',
  addStrategy: '添加模型',
  strategyNone: '所有模型都按上面的方式分派。',
  strategyModel: '模型',
  strategyFor: '“{{model}}”的分派方式',
  save: '保存',
  discard: '放弃修改',
  wrong: {
    name: '缺少名称，或名称重复。',
    chain: '每个别名要有一到十个模型。',
  },
  unknownModel: '目前没有工作节点提供它',
}
