import { type Language, languageOf } from '#contract/model/language'

export interface PageTroubleText {
  readonly crashing: {
    readonly title: string
    readonly detail: string
    readonly open: string
    readonly leave: string
  }
  readonly silent: {
    readonly title: string
    readonly detail: string
    readonly wait: string
    readonly open: string
  }
}

const texts: Readonly<Record<Language, PageTroubleText>> = {
  en: {
    crashing: {
      title: 'The window ended three times within a minute',
      detail:
        'It stays closed for now. The root node runs on and answers your apps; the tray leads to it. The log says when and how the window ended.',
      open: 'Open again',
      leave: 'Leave it closed',
    },
    silent: {
      title: 'The window does not answer',
      detail: 'The root node runs on and answers your apps. The window can be opened anew.',
      wait: 'Wait',
      open: 'Open anew',
    },
  },
  'zh-Hans': {
    crashing: {
      title: '窗口在一分钟内意外关闭了三次',
      detail:
        '窗口暂时保持关闭。根节点仍在运行，继续为应用提供服务，可从托盘访问。日志中有详细记录。',
      open: '重新打开',
      leave: '保持关闭',
    },
    silent: {
      title: '窗口没有响应',
      detail: '根节点仍在运行，继续为应用提供服务。可以重新打开窗口。',
      wait: '等待',
      open: '重新打开',
    },
  },
  'zh-Hant': {
    crashing: {
      title: '視窗在一分鐘內意外關閉了三次',
      detail:
        '視窗暫時保持關閉。根節點仍在執行，繼續為應用程式提供服務，可從系統匣存取。記錄中有詳細內容。',
      open: '重新開啟',
      leave: '保持關閉',
    },
    silent: {
      title: '視窗沒有回應',
      detail: '根節點仍在執行，繼續為應用程式提供服務。可以重新開啟視窗。',
      wait: '等待',
      open: '重新開啟',
    },
  },
}

/** By the system's first language, as BCP 47. */
export function pageTroubleText(language: string): PageTroubleText {
  return texts[languageOf(language)]
}
