import type { enDesktop } from '../en/desktop.ts'
import type { Translated } from '../messages.ts'

export const zhHansDesktop: Translated<typeof enDesktop> = {
  desktop: {
    closing: {
      label: '关闭窗口时',
      hint: '在后台运行时，根节点会继续为你的应用服务。',
      background: '在后台继续运行',
      quit: '退出 Banyan',
      ask: '询问我',
    },
    noTray: {
      title: '这个桌面没有托盘',
      text: 'Banyan 在后台运行时不会显示图标。要重新看到窗口，再启动一次 Banyan 即可。',
    },
    login: {
      label: '登录时启动',
      hint: '在后台启动，不显示窗口。',
      impossible: '仅适用于安装版的 Banyan。',
    },
    updates: {
      label: '检查更新',
      hint: '每天一次，不会自动下载或安装。',
      now: '立即检查',
      off: '更新功能已关闭：发布包尚未签名，无法分辨新版本的真伪。',
      unknown: '尚未检查。',
      looking: '正在检查新版本。',
      newest: '已是最新版本。检查于{{time}}。',
      newer: '有新版本 {{version}}。检查于{{time}}。',
      failed: '{{time}}检查失败：{{detail}}',
    },
    ask: {
      title: '让 Banyan 继续运行吗？',
      text: '这个桌面没有托盘。在后台运行时，根节点会继续为你的应用服务；要重新看到窗口，再启动一次 Banyan 即可。',
      remembered: '以后都会照此处理。可以在设置的“关闭窗口时”中更改。',
      background: '继续运行',
      quit: '退出',
    },
  },
}
