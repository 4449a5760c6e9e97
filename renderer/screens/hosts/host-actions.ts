import type { TFunction } from 'i18next'
import {
  ArrowLeftRight,
  CircleArrowUp,
  FileKey,
  KeyRound,
  PencilLine,
  Play,
  RotateCcw,
  ScrollText,
  ShieldCheck,
  Square,
  Trash,
  Unlock,
  Unplug,
} from 'lucide-react'
import type { DeploymentAction } from '#contract/model/deployment'
import type { MenuItem } from '../../ui/menu.tsx'
import { type HostRow, isByCoolifyAlone } from './host-state.ts'
import type { OnTask } from './task.ts'

/** What can be done on one host, besides what its panel offers first. */
export function hostActions(
  t: TFunction,
  { host, deploymentId }: HostRow,
  onTask: OnTask,
): readonly (MenuItem | null)[] {
  const isBusy = deploymentId !== null
  const isLoggedInto = !isByCoolifyAlone(host)
  const deploy = (action: DeploymentAction, icon: MenuItem['icon']): MenuItem => ({
    label: t(`hosts.act.${action}`),
    ...(icon && { icon }),
    isDisabled: isBusy,
    onSelect: () => onTask({ name: 'plan', action, hosts: [host] }),
  })
  const onWorker = host.installed
    ? [
        deploy('update', CircleArrowUp),
        deploy('restart', RotateCcw),
        deploy('stop', Square),
        deploy('start', Play),
        null,
        ...(host.installed.method === 'coolify' ? [] : [deploy('rotate-keys', KeyRound)]),
        deploy('rotate-secret', FileKey),
        ...(host.transport === 'tls' ? [deploy('renew-certificates', ShieldCheck)] : []),
        null,
        ...(isLoggedInto
          ? [
              {
                label: t('hosts.log'),
                icon: ScrollText,
                onSelect: () => onTask({ name: 'log', host }),
              },
            ]
          : []),
      ]
    : [deploy('provision', Play), null]
  return [
    ...onWorker,
    { label: t('hosts.edit'), icon: PencilLine, onSelect: () => onTask({ name: 'edit', host }) },
    ...(isLoggedInto
      ? [
          {
            label: t('hosts.unlock'),
            icon: Unlock,
            isDisabled: isBusy,
            onSelect: () => onTask({ name: 'unlock', host }),
          },
        ]
      : []),
    null,
    ...(host.installed
      ? [
          {
            label: t('hosts.act.replace'),
            icon: ArrowLeftRight,
            isDisabled: isBusy,
            onSelect: () => onTask({ name: 'replace', host }),
          },
        ]
      : []),
    // A first try that failed leaves our key there, and maybe Docker.
    ...(host.installed || host.has_own_key
      ? [{ ...deploy('uninstall', Unplug), isDanger: true }]
      : []),
    {
      label: t('hosts.remove'),
      icon: Trash,
      isDanger: true,
      isDisabled: isBusy,
      onSelect: () => onTask({ name: 'remove', host }),
    },
  ]
}
