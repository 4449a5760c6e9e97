import { expect, test } from 'vitest'
import { openTranslation } from '#renderer/i18n/translate'
import { planText } from '#renderer/screens/hosts/plan-text'

const step = { status: 'pending', changed: false, message: '', says: null } as const
const rest = { progress: null, started_at: null, duration_ms: null } as const
const plan = {
  steps: [
    { ...step, ...rest, name: 'stop', words: 'Stops it.', facts: {} },
    { ...step, ...rest, name: 'coolify-key', words: 'Runs nothing.', facts: {} },
    { ...step, ...rest, name: 'own-key-gone', words: 'Takes it out.', facts: {} },
  ],
  commands: [
    { step: 'stop', words: 'Asks it', script: 'systemctl show x', as_root: false },
    { step: 'stop', words: 'Stops it', script: 'systemctl stop x\nsync', as_root: true },
    { step: 'own-key-gone', words: 'Takes it', script: 'true', as_root: false },
  ],
}

test('each script stands below the step that runs it, in the language of the window', async () => {
  const { t } = await openTranslation('zh-Hant')
  expect(planText(t, 'zh-Hant', plan)).toBe(`1. 等進行中的請求結束後停止工作節點，開機時不再啟動
   $ systemctl show x
   # systemctl stop x
     sync

3. 移除 Banyan 自己的金鑰，此後用你的金鑰或密碼登入
   $ true`)
})

test('in English each script says besides what it does', async () => {
  const { t } = await openTranslation('en')
  expect(planText(t, 'en', plan)).toContain('   $ Asks it\n     systemctl show x\n   # Stops it\n')
})
