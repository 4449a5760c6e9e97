import type { Page } from 'playwright-core'
import { go, type Shot } from '../shot.ts'

const open =
  (title: RegExp, chat = 'Chat') =>
  async (page: Page) => {
    await go(chat)(page)
    await page.getByRole('button', { name: title }).first().click()
    await page.waitForTimeout(300)
  }
const toTop = async (page: Page) => {
  await page.getByRole('log').evaluate(log => log.parentElement?.scrollTo(0, 0))
}
const vote = async (page: Page) => {
  await open(/capital|minutes/)(page)
  await page.getByRole('group').first().click()
}

/** Until the model pauses, within its code. */
const streamed = async (page: Page) => {
  await go('對話')(page)
  await page.waitForTimeout(600)
  await page.getByLabel('訊息', { exact: true }).fill('根節點怎麼選工作節點？')
  await page.getByLabel('訊息', { exact: true }).press('Enter')
  await page.getByText('hasFreeSlot').first().waitFor()
  await page.waitForTimeout(400)
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mNwOz4bK2IYWhIAVe9qAa/hHQAAAAAASUVORK5CYII=',
  'base64',
)

/** Long enough to be read in parts. */
async function longAnswer(page: Page): Promise<void> {
  await go('Chat')(page)
  const box = page.getByLabel('Message', { exact: true })
  await box.fill('Tell me all of it')
  await box.press('Enter')
  await page.waitForTimeout(7_000)
}

export const chatShots: Readonly<Record<string, Shot>> = {
  'talk-markdown-dark': { scene: 'conversation', act: open(/sorting/) },
  'talk-markdown-top-light': {
    scene: 'conversation',
    theme: 'light',
    act: async page => {
      await open(/sorting/)(page)
      await toTop(page)
    },
  },
  'talk-long-table-dark': { scene: 'stream-table', act: longAnswer },
  'talk-long-list-light': { scene: 'stream-list', theme: 'light', act: longAnswer },
  'talk-markdown-small': { scene: 'conversation', small: true, act: open(/sorting/) },
  'talk-files-zh-light': {
    scene: 'conversation',
    language: 'zh-CN',
    theme: 'light',
    act: open(/我叫小李/, '对话'),
  },
  'talk-files-zh-small': {
    scene: 'conversation',
    language: 'zh-TW',
    small: true,
    act: open(/我叫小李/, '對話'),
  },
  'talk-vote-dark': { scene: 'conversation', act: vote },
  'talk-vote-light-small': { scene: 'conversation', theme: 'light', small: true, act: vote },
  'talk-rtl-dark': { scene: 'conversation', act: open(/موازن/) },
  'talk-long-light': { scene: 'conversation', theme: 'light', act: open(/shard 1$|shard 1 /) },
  'talk-reading-dark': { scene: 'conversation-reading', act: open(/sorting/) },
  'talk-none-light': { scene: 'conversation-none', theme: 'light', act: go('Chat') },
  'talk-edit-dark': {
    scene: 'conversation',
    act: async page => {
      await open(/minutes/)(page)
      await page.getByRole('button', { name: 'Edit and send again' }).click()
    },
  },
  'talk-retry-light': {
    scene: 'conversation',
    theme: 'light',
    act: async page => {
      await open(/minutes/)(page)
      await page.getByRole('button', { name: 'Retry on' }).click()
    },
  },
  'talk-attach-dark': {
    scene: 'conversation',
    act: async page => {
      await go('Chat')(page)
      await page.locator('input[type=file]').setInputFiles([
        { name: 'rack.png', mimeType: 'image/png', buffer: png },
        {
          name: 'a very long name of a list of devices in the cellar, 2026.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from('a,b\n1,2\n'),
        },
        {
          name: 'tool.exe',
          mimeType: 'application/octet-stream',
          buffer: Buffer.from([77, 90, 0, 1]),
        },
      ])
      await page.getByLabel('Answers').selectOption('3')
      await page.getByText('rack.png').waitFor()
    },
  },
  'talk-sightless-zh-small': {
    scene: 'conversation-sightless',
    language: 'zh-TW',
    small: true,
    act: async page => {
      await go('對話')(page)
      await page.locator('input[type=file]').setInputFiles({
        name: '機房.png',
        mimeType: 'image/png',
        buffer: png,
      })
      await page.getByLabel('訊息', { exact: true }).fill('這是什麼？')
      await page.getByText('機房.png').waitFor()
      await page.getByLabel('訊息', { exact: true }).press('Enter')
      await page.getByText('這個模型不接受圖片').waitFor()
    },
  },
  'talk-rename-dark': {
    scene: 'conversation',
    act: async page => {
      await open(/sorting/)(page)
      await page.keyboard.press('F2')
      await page.getByLabel('Title of the conversation').waitFor()
    },
  },
  'talk-menu-zh-light': {
    scene: 'conversation',
    theme: 'light',
    language: 'zh-CN',
    act: async page => {
      await open(/sorting/, '对话')(page)
      await page.getByRole('button', { name: '“A sorting function, with its cost”的操作' }).click()
    },
  },
  'talk-search-light-small': {
    scene: 'conversation',
    theme: 'light',
    small: true,
    act: async page => {
      await open(/sorting/)(page)
      await page.getByLabel('Search conversations').fill('shard 3')
      await page.waitForTimeout(300)
    },
  },
  'talk-markdown-zh-light-small': {
    scene: 'conversation',
    theme: 'light',
    language: 'zh-TW',
    small: true,
    act: async page => {
      await open(/sorting/, '對話')(page)
      await toTop(page)
    },
  },
  'talk-deleted-zh-dark': {
    scene: 'conversation',
    language: 'zh-CN',
    act: async page => {
      await open(/sorting/, '对话')(page)
      await page.getByRole('button', { name: '对话的更多操作' }).click()
      await page.getByRole('menuitem', { name: '删除' }).click()
    },
  },
  'talk-streaming-zh-light-small': {
    scene: 'conversation-streaming',
    theme: 'light',
    language: 'zh-TW',
    small: true,
    act: streamed,
  },
  'talk-streaming-zh-dark': { scene: 'conversation-streaming', language: 'zh-TW', act: streamed },
  'talk-2000-dark': {
    scene: 'conversation-of-2000',
    act: async page => {
      await open(/sorting/)(page)
      await toTop(page)
    },
  },
}
