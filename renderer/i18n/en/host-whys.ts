/** Why a host is not reached or cannot be used, why a key cannot, and why a step or a check failed. */
export const enHostWhys = {
  hostWhy: {
    'name-unknown': '{{place}}: its name is not known. Check the spelling, or give its IP address.',
    'no-name-server': '{{place}}: no name server answers. Check your own connection.',
    'nothing-listens':
      '{{place}}: nothing listens there. Check the port, and that its SSH server runs; a machine that just booted needs a minute.',
    'no-way':
      '{{place}}: there is no way to it. Check the address, and its firewall: port 22 has to be open on the machine too.',
    'no-network': '{{place}}: there is no way to its network. Check your own connection.',
    down: '{{place}}: it does not answer. Check that it runs.',
    'hung-up':
      '{{place}}: it hung up in the middle. Its SSH server may be starting, overloaded, or refusing your address.',
    'hung-up-saying':
      '{{place}} said “{{said}}” and hung up. If it bans those who connect too often, wait some minutes.',
    'silent-dialling':
      '{{place}}: nothing answers. Check the address, that it runs, and the firewall of its cloud: its security list has to let in port 22 (Oracle: the ingress rules of the VCN).',
    'silent-greeting':
      '{{place}}: something takes the connection, but no SSH server speaks. Check the port, and that the machine is not overloaded.',
    'silent-agreeing':
      '{{place}}: its SSH server answers, then large packets get lost. That happens where the MTU is 9000 and ICMP is blocked: let in ICMP type 3 code 4, or set the MTU of the machine to 1500.',
    'silent-logging-in':
      '{{place}}: its SSH server does not decide whether we may come in. It may be overloaded, or look up names in vain.',
    'forbidden-address': '{{address}} is link-local or where a cloud keeps secrets.',
    'not-forwarded': 'it cannot connect to {{place}}: {{said}}',
    'jump-not-through': 'its jump host did not get through. {{said}}',
    'endless-way': 'the way to it has no end: {{names}}. Change a jump host.',
    'no-common': 'they share no {{missing}}.',
    'key-exchanges':
      'its key exchanges are {{theirs}}; one of these is needed: {{ours}}. Allow one by “{{setting}}” in its sshd_config.',
    'host-keys':
      'its host keys are {{theirs}}; one of these is needed: {{ours}}. Allow one by “{{setting}}” in its sshd_config.',
    ciphers:
      'its ciphers are {{theirs}}; one of these is needed: {{ours}}. Allow one by “{{setting}}” in its sshd_config.',
    empty: 'it is empty.',
    putty:
      'it is in the form of PuTTY. Open it in PuTTYgen, choose Conversions, Export OpenSSH key, and give that file.',
    'public-half': 'it is the public half. Give the file of the same name without “.pub”.',
    'no-key': 'it is no private key: that begins with -----BEGIN … PRIVATE KEY-----.',
    'cut-short': 'its end is missing; copy it whole.',
    'too-many-rounds':
      'its passphrase is turned over {{rounds}} times, which would hold up everything else. Write it anew with at most {{most}}: ssh-keygen -p -a 16 -f <file>',
    'only-public': 'it holds no private key.',
    'old-kind':
      'keys of type {{type}} are not used any more; a new one is made by: ssh-keygen -t ed25519',
    'wrong-passphrase': 'the passphrase does not open it.',
    damaged: 'it is damaged or of an unknown kind; a new one is made by: ssh-keygen -t ed25519',
    'not-for-ssh':
      'keys of type {{type}} are not for SSH; a new one is made by: ssh-keygen -t ed25519',
    'no-agent': 'no SSH agent runs (SSH_AUTH_SOCK is not set). Start one, or use a file.',
    'agent-empty': 'the SSH agent holds no key. Add one: ssh-add',
    'agent-silent': 'the SSH agent does not answer ({{said}}).',
    'not-from-the-top': '“{{path}}” has to be given from the top, or from ~.',
    'not-readable': '{{path}} cannot be read ({{said}}).',
    'no-such-file': 'there is no file {{path}}.',
    'not-allowed': 'the user who runs Banyan may not read {{path}}.',
    folder: '{{path}} is a folder.',
    'no-file': '{{path}} is no file.',
    'too-large': '{{path}} is too large for a key.',
    'not-kept': 'none is kept for “{{host}}”. Give its login again.',
    'other-hung-up': 'the other side hung up.',
    'closed-here': 'it was closed here.',
    'link-trouble': '{{said}}.',
    stalled: 'nothing was taken any more for {{seconds}} s.',
    'broke-off': 'its output broke off.',
    'no-word': 'its shell ended at once, with no word.',
    'printed-nothing': 'it printed nothing.',
    'printed-else': 'a login script or a forced command may print there.',
    'counters-expected': 'counters of the kernel were expected.',
    'lock-unreadable': 'the lock could not be read.',
    'space-untold': 'it did not say how much space is free.',
    'no-commands': 'its SSH server does not let commands run: {{said}}.',
    'no-sudo':
      'the user “{{user}}” cannot become root without a password. Let it use sudo with NOPASSWD, or name another user.',
    'bad-version': 'that is not the name of a version.',
    'version-unknown': 'it is not known which version is there. Provision it.',
    'not-by-tls': 'its worker is not reached by TLS, and has no certificates.',
    'no-method': 'no way to run a worker was found on it.',
    'method-impossible': 'the method “{{method}}” cannot be used there; {{methods}} can.',
    'no-worker': 'there is no worker of ours on it. Provision it first.',
    'bad-tag': '“{{tag}}” cannot be the tag of an image.',
    'coolify-no-tls':
      'Coolify cannot put the files on the host that mutual TLS needs. Choose the tunnel, or HTTP in a private network.',
    'coolify-own-key': 'Coolify’s own key for this host is changed in Coolify.',
    'coolify-no-certificates': 'workers that Coolify runs have no certificates of ours.',
    'coolify-no-account': 'no Coolify account is named for it.',
    'coolify-no-image': 'the Coolify account “{{account}}” names no image of the worker.',
    exit: 'a command ended with exit code {{code}}.',
    killed: 'a command was ended by the signal {{signal}}.',
    flooded: 'it printed more than a megabyte and was ended.',
    'too-slow': 'it took longer than {{seconds}} s and was ended.',
    'settings-unwritten': 'the settings could not be written.',
    'settings-differ': 'the settings on the host are not those that were sent.',
    'certificates-unwritten': 'a certificate could not be written.',
    'certificates-differ': 'the certificates on the host are not those that were sent.',
    'key-not-made': 'the new key is missing.',
    'key-unsaved': 'the new key could not be kept here.',
    'own-key-first': 'our own key has to be there first.',
    'still-runs': 'it still runs.',
    'old-key-stays': 'the old key may still log in.',
    'first-boot-long': 'the first boot did not end within {{minutes}} minutes.',
    'still-there': 'this is still there: {{left}}.',
    'versions-stay': 'the old versions are still there.',
    'login-list': 'sshd lets in {{setting}} {{allowed}} only. Add {{user}} to it and reload sshd.',
    'login-denied':
      'sshd refuses {{user}} by its Deny settings. Take it out of them and reload sshd.',
    'no-forwarding':
      'sshd forwards no connections (AllowTcpForwarding or DisableForwarding). Allow it for the tunnel, or choose another transport.',
    'no-free-port': 'none of the ports {{from}} to {{to}} is free.',
    'port-refused': 'the host still refuses port {{port}}.',
    'image-not-there': 'Docker does not have the image that was loaded.',
    'files-differ': 'version {{version}} there is another one than here.',
    'damaged-on-way': 'what arrives is not what is sent.',
    'coolify-names-none': 'Coolify named a deployment that it does not have. Run it again.',
    'coolify-endless':
      'the deployment did not end within {{minutes}} minutes. See it in Coolify; a queue that hangs is freed by restarting Coolify.',
    'coolify-failed':
      'the deployment failed. Can the server pull {{image}}, and does the worker start?',
    'coolify-failed-unseen':
      'the deployment failed. Can the server pull {{image}}, and does the worker start? Its log is in Coolify; with a token that may also read:sensitive it is here, too.',
    'coolify-ended': 'the deployment was {{status}} in Coolify.',
    'coolify-status': 'Coolify sees it as {{status}}.',
    'coolify-unhealthy': 'the worker did not become healthy: Coolify sees it as {{status}}.',
    'coolify-no-server': 'Coolify does not know this server.',
    'coolify-no-worker': 'there is no worker of ours in Coolify.',
    'not-so-after': 'it was done, and is not so.',
    'project-gone': 'the project “{{project}}” is gone.',
    'token-may-not': 'the token may not {{missing}}. Make one that may read, write and deploy.',
    'coolify-key-hidden': 'Coolify does not show its public key.',
    'coolify-no-jump':
      'Coolify cannot go through a jump host. Choose another method for this host.',
    'coolify-key-missing': 'the key for it is not in Coolify any more.',
    'coolify-taken':
      'another team of this Coolify has a server with this address, which the token does not see. Remove it there, or take a token of that team.',
    'coolify-undeleted': 'Coolify has not deleted it yet. Run it again in a while.',
    'coolify-runs-on': 'the worker still runs. Stop it in Coolify.',
    'coolify-unusable':
      'Coolify could not make it usable within {{minutes}} minutes. Check the server and its key in Coolify.',
    'coolify-no-docker':
      'Coolify cannot use the server. Install Docker on the host, then run it again.',
    'coolify-not-let-in':
      'Coolify may need to be let in: this line belongs into ~/.ssh/authorized_keys of {{user}}, who must be root or use sudo without a password: {{line}}',
    'no-container': 'no container of it was found on the host.',
    'not-reached': 'the worker runs, but is not reached.',
    'not-active': 'the worker is “{{status}}”, not running.',
    'nothing-on-port': 'nothing listens on port {{port}}.',
    'port-open': 'port {{port}} is open to others than the host itself.',
    'secret-missing': 'the secret of the worker is missing here.',
    'other-version': 'version {{found}} answers instead of {{wanted}}.',
    'other-worker': 'another worker answers: {{worker}}.',
    'not-noted': 'it is not noted here that there is a worker.',
    'noted-otherwise': 'version {{noted}} is noted here, and {{found}} is on the host.',
    scarce: 'too little is left: {{memory}} MB of memory, {{disk}} MB of disk.',
    'worker-unknown': 'the root node does not know the worker.',
    'answers-status': 'it answers with {{status}}.',
    'refuses-signed': 'it answers {{status}} to a signed request.',
    'not-ours': 'it does not answer as a worker of ours to a signed request.',
  },
  /** With what the host said itself. */
  hostSaying: '{{sentence}} It said: {{said}}',
  hostHelp: {
    'read-only':
      'That part of its disk cannot be written to: mount it for writing (`findmnt` shows how it is mounted), or look for errors of the disk with `sudo dmesg`. Then run it again.',
    'not-permitted':
      'Something on the host forbids that even to root, such as SELinux or `chattr +i`. Allow it, then run it again.',
  },
}
