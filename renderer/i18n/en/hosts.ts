export const enHosts = {
  hosts: { title: 'Hosts' },
}
