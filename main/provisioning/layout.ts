/** Where everything of ours is on a host. Uninstalling removes all of it but the logs. */
export const layout = {
  /** `versions/<version>/` below it holds the files of one version, `current` points to one of them. */
  programs: '/opt/banyan-worker',
  settings: '/etc/banyan',
  environment: '/etc/banyan/worker.env',
  /** What goes into `environment` when the worker is started next. */
  nextEnvironment: '/etc/banyan/worker.env.next',
  /** What served before, from when something else is started until that is healthy. */
  before: '/etc/banyan/before',
  tls: '/etc/banyan/tls',
  unit: '/etc/systemd/system/banyan-worker.service',
  unitAdditions: '/etc/systemd/system/banyan-worker.service.d',
  /** The lock, and notes of what uninstalling has to know. */
  state: '/var/lib/banyan',
  /** The packages that were not there before us, one a line. */
  packages: '/var/lib/banyan/packages',
  logs: '/var/log/banyan',
  tunnelHome: '/var/lib/banyan-tunnel',
  sshSettings: '/etc/ssh/sshd_config.d/00-banyan.conf',
} as const

/** The systemd unit, the container and the image have one name. */
export const serviceName = 'banyan-worker'
/** The container that served before, until the new one is healthy. */
export const beforeContainer = 'banyan-worker-before'
export const tunnelUser = 'banyan-tunnel'
/** Who may read what the worker listens with where the transport is `tls`. */
export const tlsGroup = 'banyan-tls'
/** The first port that is tried. */
export const firstPort = 3001

const versionForm = /^\d[\w.-]{0,63}$/

/** Whether it may become a part of paths and the tag of an image. */
export const isVersion = (text: string): boolean => versionForm.test(text) && !text.includes('..')

export const imageOf = (version: string): string => `${serviceName}:${version}`

/** What a worker that is reached over the network listens at: each family of addresses has its own. */
export const openAddress = ({ address }: { readonly address: string }): '0.0.0.0' | '::' =>
  address.includes(':') ? '::' : '0.0.0.0'
