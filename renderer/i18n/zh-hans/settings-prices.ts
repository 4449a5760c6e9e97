import type { enSettingsPrices } from '../en/settings-prices.ts'
import type { Translated } from '../messages.ts'

export const zhHansSettingsPrices: Translated<typeof enSettingsPrices> = {
  own: '自定价格',
  ownText: '优先于标准价格。名称也适用于以它开头的模型：gpt-4o 也管 gpt-4o-2024-08-06。',
  list: '标准价格',
  listText: '随 Banyan 提供，截至 {{date}}。',
  model: '模型',
  input: '输入',
  cached: '缓存输入',
  output: '输出',
  ofRow: '第 {{row}} 行，{{what}}',
  add: '添加价格',
  remove: '移除“{{model}}”的价格',
  wasRemoved: '已移除“{{model}}”的价格。',
  save: '保存价格',
  discard: '放弃修改',
  saved: '价格已保存，从下一个请求起生效。',
  none: '还没有自定价格。',
  unknownTitle_other: '有 {{count}} 个用过的模型不知道价格',
  unknownText: '最近 30 天它们的请求按免费计算。若不免费，请添加价格。',
  priceIt: '为“{{model}}”添加价格',
  wrong: {
    name: '缺少名称，或名称重复。',
    number: '金额应为 0 到 1000000 的数字。',
  },
  usd: '美元 / 百万 token',
}
