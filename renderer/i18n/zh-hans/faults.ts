import type { Messages } from '../messages.ts'
import { zhHansHostFaults } from './host-faults.ts'

/** What went wrong and what to do. */
export const zhHansFaults: Messages['fault'] = {
  ...zhHansHostFaults,
  request: {
    malformed: '看不懂这个请求：{{detail}}',
    'too-large': '消息超过了 {{limitBytes}} 字节，请缩短或分几次发。',
    'wrong-type': '内容需要是 {{expected}}。',
    forbidden: '不允许这样做：{{detail}}',
    unacceptable: '请求被拒绝：{{detail}}',
    'too-many': '{{detail}} 请在 {{retryAfterSeconds}} 秒后重试。',
    cancelled: '请求已取消。',
    unknown: '历史记录中没有请求“{{id}}”。',
  },
  secret: {
    required: '这一步需要根节点口令。',
    unreadable: '这台电脑读不出已保存的“{{label}}”，请重新填写。',
  },
  route: { unknown: '{{path}} 处没有内容。', 'wrong-method': '这个地址只接受 {{allow}}。' },
  model: {
    unknown: '没有工作节点提供模型“{{model}}”。',
    unavailable: '提供模型“{{model}}”的工作节点暂时不在线，请稍后再试。',
  },
  capability: { missing: '这个模型做不了这件事，请换一个模型。' },
  fleet: {
    'none-ready': '没有可用的工作节点。等一个启动好，或者添加一个。',
    busy: '工作节点都在忙，请 {{retryAfterSeconds}} 秒后再试。',
    cooling: '提供方要求等待，请 {{retryAfterSeconds}} 秒后再试。',
  },
  root: {
    stopping: '根节点正在停止，等它重新运行后再试。',
    stopped: '根节点已停止，请先启动。',
  },
  node: {
    removed: '工作节点“{{nodeId}}”已被移除。',
    superseded: '工作节点“{{nodeId}}”已经重新启动过。',
  },
  signature: { refused: '签名被拒绝：{{detail}}' },
  worker: {
    fixed: '工作节点“{{workerId}}”在外部设定，请在那里修改。',
    hosted: '工作节点“{{workerId}}”装在主机“{{host}}”上，请在那里卸载。',
    unknown: '工作节点“{{workerId}}”已经不在了。',
    exists: '工作节点“{{workerId}}”已经有了。',
    unreachable: '连不上 {{workerId}}：{{detail}}',
    silent: '{{workerId}} 已经 {{withinMs}} 毫秒没有动静。',
    cut: '{{workerId}} 答到一半断开了。',
  },
  provider: { refused: '模型服务拒绝了请求（{{status}}）：{{detail}}' },
  session: { unknown: '这段对话已经不在了。' },
  app: {
    'key-refused': '此应用的密钥不被接受。',
    'limit-reached': '此应用已达到限额。请在 {{retryAfterSeconds}} 秒后重试。',
    'model-refused': '此应用不能使用该模型。可用：{{allowed}}。',
    unknown: '应用“{{appId}}”已经不在了。',
  },
  consensus: {
    'too-few': '表决需要 {{needed}} 个可用的工作节点，现在能回答的有 {{ready}} 个。',
    'no-vote': '没有一个回答可以计票。',
  },
  battle: { unknown: '没有对战“{{battleId}}”。' },
  deploy: { busy: '本机工作节点的“{{action}}”操作还在进行，请等它结束。' },
  file: { unusable: '无法使用文件“{{name}}”：{{detail}}。' },
  turn: { unknown: '这个回答已经结束了。' },
  bind: { 'needs-secret': '监听 {{host}} 会让别的电脑连进来，请先设置根节点口令。' },
  setting: {
    invalid: '“{{value}}”不能用作“{{label}}”。可以填：{{allowed}}。',
    fixed: '“{{label}}”由外部指定，外部优先，请在那里修改。',
  },
  'data-folder': {
    taken: '另一个 Banyan 正在用这个数据文件夹。请停掉它，或用 DATA_DIR 另选一个。',
  },
  database: {
    damaged:
      '数据库已损坏，已原样移到 {{aside}}。用 --restore 取回备份，或用 --start-empty 从空白开始。',
    newer:
      '数据由更新版本的 Banyan 写成（数据库版本 {{found}}，这一版只认到 {{known}}）。请升级 Banyan，或用 DATA_DIR 另选文件夹。',
  },
  backup: {
    unknown: '备份“{{backup}}”已经不在了。',
    running: '正在制作或检查另一个备份，完成后再试。',
    cancelled: '备份已取消，没有留下任何文件。',
    unusable: '备份“{{backup}}”在这里用不了：它已损坏，或来自更新版本的 Banyan。',
  },
  storage: {
    full: '磁盘满了，什么也存不下。腾出一些空间后再试。',
    locked: '数据库被其他程序占用，暂时无法保存。关闭那个程序后再试。',
  },
  server: {
    unreachable: '连不上 {{address}}（{{detail}}）。',
    silent: '{{address}} 在 {{withinSeconds}} 秒内没有回应。',
    strange: '{{address}} 的回应不像模型服务器（{{detail}}）。',
  },
  internal: 'Banyan 内部出了问题，日志里有详细情况。',
}
