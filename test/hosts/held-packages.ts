import type { LabHost } from './lab.ts'

/** Holds the locks of apt and dpkg as they do themselves, for so many seconds from now on. */
export async function holdPackages(host: LabHost, seconds: number): Promise<void> {
  await host.run(`cat > /root/hold <<'S'
use Fcntl;
for my $name ('/var/lib/dpkg/lock-frontend', '/var/lib/dpkg/lock', '/var/lib/apt/lists/lock') {
  open(my $file, '+>>', $name) or die; push @files, $file;
  my $lock = pack('s s x4 q q i x4', F_WRLCK, 0, 0, 0, 0);
  fcntl($file, F_SETLK, $lock) or die;
}
sleep shift;
S
    systemctl stop hold 2>/dev/null || :
    ln -sf /usr/bin/perl /root/unattended-upgrade
    systemd-run -q --collect --unit=hold /root/unattended-upgrade /root/hold ${seconds}
    sleep 0.3; systemctl is-active hold`)
}
