import { useSeen, useWindowState } from '../../state/use-window-state.ts'
import { useCommand } from '../../ui/use-command.ts'
import { ChoiceSetting } from './choice-setting.tsx'
import { OutsideSetting } from './outside-setting.tsx'
import { SecretSetting } from './secret-setting.tsx'
import type { Entry } from './setting-groups.ts'
import type { SettingProps } from './setting-props.ts'
import { SwitchSetting } from './switch-setting.tsx'
import { TextSetting } from './text-setting.tsx'

export function SettingRow({ entry: { name, control } }: { readonly entry: Entry }) {
  const { pending } = useWindowState()
  const view = useSeen(seen => seen.settings.find(setting => setting.name === name))
  const command = useCommand()
  if (!view) return null

  const props: SettingProps = {
    view,
    isFixed: view.source === 'flag' || view.source === 'environment',
    isSaving: command.isRunning,
    fault: command.fault,
    save: value => command.run(() => pending.save(name, value)),
  }
  switch (control.kind) {
    case 'text':
      return <TextSetting {...props} unit={null} />
    case 'number':
      return <TextSetting {...props} unit={control.unit} isNumber />
    case 'choice':
      return <ChoiceSetting {...props} texts={control.texts} />
    case 'switch':
      return <SwitchSetting {...props} />
    case 'secret':
      return <SecretSetting {...props} />
    case 'outside':
      return <OutsideSetting view={view} />
  }
}
