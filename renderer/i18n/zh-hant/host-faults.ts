/** What can go wrong with hosts and with what is set up on them. */
export const zhHantHostFaults = {
  host: {
    unknown: '主機「{{host}}」已經不在了。',
    exists: '主機「{{host}}」已經有了。',
    'in-use': '{{by}} 還要用主機「{{host}}」，請先結束它。',
    'import-malformed': '沒有匯入任何內容：{{detail}}',
    'key-unreadable': '私密金鑰無法使用：{{detail}}',
    'key-needs-passphrase': '「{{host}}」的私密金鑰有密碼保護，請輸入它的密碼。',
    untrusted:
      '第一次見到「{{host}}」。請把它的指紋 {{key.fingerprint}} 與雲端平台顯示的對照，確認後再信任。',
    'key-changed':
      '「{{host}}」的主機金鑰變了：現在是 {{offered.fingerprint}}，而信任的是 {{pinned.fingerprint}}。可能有人在中間，也可能機器重裝過。沒有向它傳送任何內容。',
    'key-revoked':
      '「{{host}}」的主機金鑰（{{key.fingerprint}}）在你的 known_hosts 中標為 @revoked，不予信任。',
    unreachable: '連不上「{{host}}」：{{detail}}',
    'auth-refused':
      '「{{host}}」拒絕了使用者「{{user}}」。沒有再試，因為反覆嘗試會被主機封鎖。請檢查使用者名稱和金鑰。',
    'no-common-algorithm': '「{{host}}」與 Banyan 沒有共同的加密方式：{{detail}}',
    cut: '與「{{host}}」的連線中斷了：{{detail}}再執行一次就會接著做。',
    noisy: '「{{host}}」的回答不是所問的內容：{{detail}}',
    unusable: '「{{host}}」不能使用：{{reasons}}',
    'step-failed': '「{{step}}」在「{{host}}」上失敗：{{detail}}',
    'disk-full': '「{{host}}」空間不足：需要 {{needed}} MB，剩餘 {{free}} MB。請騰出空間後再試。',
    locked:
      '{{owner}} 正在「{{host}}」上操作，到 {{until}} 為止。請等待；如果確實沒有人在操作，可以解除鎖定。',
  },
  archive: {
    missing: '這裡沒有 {{file}}。請用「{{make}}」產生，或放到：{{folders}}',
    damaged: '{{file}} 不能使用：{{detail}}。請重新產生。',
  },
  deployment: {
    unknown: '沒有部署「{{deployment}}」。',
    busy: '部署 {{deployment}} 正在「{{host}}」上進行。請等它結束，或取消它。',
    over: '這次部署已經結束了。',
  },
  coolify: {
    refused: 'Coolify 拒絕了請求（{{status}}）：{{detail}}',
    unreachable: '連不上 Coolify：{{detail}}',
    'too-old': '這個 Coolify 是 {{found}} 版，需要 {{needed}} 或更新的版本。請升級 Coolify。',
    unknown: '沒有 Coolify 帳號「{{account}}」。',
    'in-use': '{{by}} 還要用 Coolify 帳號「{{account}}」，請先結束它。',
  },
}
