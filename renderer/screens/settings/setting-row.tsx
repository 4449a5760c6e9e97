import { useTranslation } from 'react-i18next'
import type { SettingName } from '#contract/model/setting'
import { useToasts } from '../../state/toasts.ts'
import { useSeen, useWindowState } from '../../state/use-window-state.ts'
import { useCommand } from '../../ui/use-command.ts'
import { AliasesSetting } from './aliases-setting.tsx'
import { ChoiceSetting } from './choice-setting.tsx'
import { MuteSetting } from './mute-setting.tsx'
import { OutsideSetting } from './outside-setting.tsx'
import { RulesSetting } from './rules-setting.tsx'
import { SecretSetting } from './secret-setting.tsx'
import { type Control, settingControls } from './setting-controls.ts'
import type { SettingProps } from './setting-props.ts'
import { StrategiesSetting } from './strategies-setting.tsx'
import { SwitchSetting } from './switch-setting.tsx'
import { TextSetting } from './text-setting.tsx'

export function SettingRow({ name }: { readonly name: SettingName }) {
  const { t } = useTranslation()
  const { pending } = useWindowState()
  const toasts = useToasts()
  const view = useSeen(seen => seen.settings.find(setting => setting.name === name))
  const command = useCommand()
  if (!view) return null

  async function save(value: string | null) {
    const before = view?.value ?? null
    const isSaved = await command.run(() => pending.save(name, value))
    if (isSaved && value === null && before !== null) {
      const text = t('settings.wasReset', { name: t(`setting.${name}.label`) })
      toasts.say(text, () => pending.save(name, before))
    }
    return isSaved
  }

  const props: SettingProps = {
    view,
    isFixed: view.source === 'flag' || view.source === 'environment',
    isSaving: command.isRunning,
    fault: command.fault,
    save,
  }
  return <ControlOf control={settingControls[name]} {...props} />
}

function ControlOf({ control, ...props }: SettingProps & { readonly control: Control }) {
  switch (control.kind) {
    case 'text':
      return <TextSetting {...props} unit={null} example={control.example} />
    case 'number':
      return <TextSetting {...props} unit={control.unit} isNumber />
    case 'choice':
      return <ChoiceSetting {...props} texts={control.texts} />
    case 'switch':
      return <SwitchSetting {...props} />
    case 'secret':
      return <SecretSetting {...props} />
    case 'mute':
      return <MuteSetting {...props} />
    case 'outside':
      return <OutsideSetting view={props.view} />
    case 'editor':
      return editors[control.of](props)
  }
}

const editors = {
  aliases: (props: SettingProps) => <AliasesSetting {...props} />,
  strategies: (props: SettingProps) => <StrategiesSetting {...props} />,
  rules: (props: SettingProps) => <RulesSetting {...props} />,
} as const
