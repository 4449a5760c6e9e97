/** What can go wrong with hosts and with what is set up on them. */
export const zhHansHostFaults = {
  host: {
    unknown: '主机“{{host}}”已经不在了。',
    exists: '主机“{{host}}”已经有了。',
    'in-use': '{{by}} 还要用主机“{{host}}”，请先结束它。',
    'import-malformed': '没有导入任何内容：{{detail}}',
    'key-unreadable': '私钥无法使用：{{detail}}',
    'key-needs-passphrase': '“{{host}}”的私钥有密码保护，请输入它的密码。',
    untrusted:
      '第一次见到“{{host}}”。请把它的指纹 {{key.fingerprint}} 与云平台显示的对照，确认后再信任。',
    'key-changed':
      '“{{host}}”的主机密钥变了：现在是 {{offered.fingerprint}}，而信任的是 {{pinned.fingerprint}}。可能有人在中间，也可能机器重装过。没有向它发送任何内容。',
    'key-revoked':
      '“{{host}}”的主机密钥（{{key.fingerprint}}）在你的 known_hosts 中标为 @revoked，不予信任。',
    unreachable: '连不上“{{host}}”：{{detail}}',
    'auth-refused':
      '“{{host}}”拒绝了用户“{{user}}”。没有再试，因为反复尝试会被主机封禁。请检查用户名和密钥。',
    'no-common-algorithm': '“{{host}}”与 Banyan 没有共同的加密方式：{{detail}}',
    cut: '与“{{host}}”的连接断开了：{{detail}}再运行一次就会接着做。',
    noisy: '“{{host}}”的回答不是所问的内容：{{detail}}',
    unusable: '“{{host}}”不能使用：{{reasons}}',
    'step-failed': '“{{step}}”在“{{host}}”上失败：{{detail}}',
    'disk-full': '“{{host}}”空间不足：需要 {{needed}} MB，剩余 {{free}} MB。请腾出空间后再试。',
    locked:
      '{{owner}} 正在“{{host}}”上操作，到 {{until}} 为止。请等待；如果确实没有人在操作，可以解除锁定。',
  },
  archive: {
    missing: '这里没有 {{file}}。请用“{{make}}”生成，或放到：{{folders}}',
    damaged: '{{file}} 不能使用：{{detail}}。请重新生成。',
  },
  deployment: {
    unknown: '没有部署“{{deployment}}”。',
    busy: '部署 {{deployment}} 正在“{{host}}”上进行。请等它结束，或取消它。',
    over: '这次部署已经结束了。',
  },
  coolify: {
    refused: 'Coolify 拒绝了请求（{{status}}）：{{detail}}',
    unreachable: '连不上 Coolify：{{detail}}',
    'too-old': '这个 Coolify 是 {{found}} 版，需要 {{needed}} 或更新的版本。请升级 Coolify。',
    unknown: '没有 Coolify 账户“{{account}}”。',
    'in-use': '{{by}} 还要用 Coolify 账户“{{account}}”，请先结束它。',
  },
}
