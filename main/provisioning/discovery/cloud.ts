/** By what cloud-init calls it. */
const byId: Readonly<Record<string, string>> = {
  oracle: 'oracle',
  aws: 'amazon',
  ec2: 'amazon',
  gce: 'google',
  azure: 'azure',
  digitalocean: 'digitalocean',
  hetzner: 'hetzner',
  vultr: 'vultr',
  akamai: 'akamai',
  scaleway: 'scaleway',
  upcloud: 'upcloud',
  openstack: 'openstack',
}

/** By what the firmware says: maker, product and asset tag. */
const byFirmware: readonly (readonly [RegExp, string])[] = [
  [/OracleCloud\.com/i, 'oracle'],
  [/Amazon EC2|amazon/i, 'amazon'],
  [/Google Compute Engine/i, 'google'],
  [/7783-7084-3265-9085-8269-3286-77/, 'azure'],
  [/DigitalOcean/i, 'digitalocean'],
  [/Hetzner/i, 'hetzner'],
  [/Vultr/i, 'vultr'],
  [/Linode|Akamai/i, 'akamai'],
  [/Scaleway/i, 'scaleway'],
  [/UpCloud/i, 'upcloud'],
  [/OpenStack/i, 'openstack'],
]

/** The cloud that a machine stands in; firmware first, as an image may carry another cloud's settings. */
export function cloudOf(cloudId: string | null, firmware: string | null): string | null {
  const named = firmware === null ? undefined : byFirmware.find(([words]) => words.test(firmware))
  if (named) return named[1]
  return cloudId !== null && Object.hasOwn(byId, cloudId) ? (byId[cloudId] ?? null) : null
}
