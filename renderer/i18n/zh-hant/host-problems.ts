/** What is in the way on a host, what helps, and how well it suits. */
export const zhHantHostProblems = {
  hostProblem: {
    says: {
      architecture: '它的處理器或系統是「{{architecture}}」，而工作節點只有 x64 和 arm64 版本。',
      'system-32-bit': '它的系統是「{{architecture}}」，而工作節點只有 x64 和 arm64 版本。',
      'sudo-asks': 'sudo 向「{{user}}」要密碼，而 Banyan 不會在那裡輸入密碼。',
      'no-privileges': '「{{user}}」在那裡沒有 root 權限，而部署工作節點需要它。',
      'no-systemd': '它既沒有 systemd，也沒有在執行的 Docker，無法讓工作節點保持執行。',
      'other-libc': '它的 C 函式庫不是 glibc（{{os}}），工作節點只能在容器中執行。',
      'old-glibc': '它的 glibc 是 {{glibc}}，而在容器之外執行工作節點需要 {{least}}。',
      podman: '它的「docker」其實是 podman，與 Docker 衝突。',
      'docker-down': '裝了 Docker，但沒有執行。',
      memory: '可用記憶體 {{free}} MB；工作節點至少需要 {{least}} MB，有 {{ample}} MB 才充裕。',
      disk: '安裝位置的可用磁碟為 {{free}} MB，而工作節點需要 {{least}} MB。',
      'page-size':
        '它的核心使用 {{size}} KB 的記憶體分頁，有些程式因此無法啟動（「Unsupported system page size」）。',
      'clock-ahead': '它的時鐘比這裡快 {{seconds}} 秒。',
      'clock-behind': '它的時鐘比這裡慢 {{seconds}} 秒。',
      'clock-far-ahead': '它的時鐘比這裡快 {{seconds}} 秒，工作節點和根節點會互相拒絕對方的簽章。',
      'clock-far-behind': '它的時鐘比這裡慢 {{seconds}} 秒，工作節點和根節點會互相拒絕對方的簽章。',
      'apt-locked': '那裡正由 {{by}} 安裝套件。',
      'cloud-init-running': '雲端平台還在初始化這台機器。',
      'cloud-init-failed': '雲端平台首次啟動時的初始化有一部分失敗了。',
      firewall: '它的系統防火牆只放行列出的連接埠。',
      'oracle-linux': '在 Oracle Linux 上，podman 與 Docker 衝突。',
      silent: '{{seconds}} 秒內沒有連上「{{host}}」。',
      slow: '「{{host}}」在 {{seconds}} 秒內沒有回應完。',
      coolify: '它只能透過 Coolify 存取。',
    },
    help: {
      architecture: '請選擇 64 位元 Intel、AMD 或 ARM 處理器的機器。',
      'system-32-bit': '請安裝 64 位元系統。',
      'sudo-asks':
        '請在主機上執行 `sudo visudo -f /etc/sudoers.d/90-banyan` 並寫入 `{{user}} ALL=(ALL) NOPASSWD:ALL`；或改用免密碼 sudo 的使用者登入，如「ubuntu」或「opc」。',
      'no-privileges':
        '請用 root 或有 sudo 的使用者登入，如「ubuntu」或「opc」；或請主機管理員執行 `visudo -f /etc/sudoers.d/90-banyan` 並寫入 `{{user}} ALL=(ALL) NOPASSWD:ALL`。',
      'no-systemd':
        '請使用帶 systemd 的映像檔，如 Ubuntu 24.04 或 Debian 12，或在那裡啟動 Docker。',
      'other-libc': '請在那裡安裝 Docker，或換用 Ubuntu 24.04、Debian 12 等映像檔。',
      'old-glibc': '請在那裡安裝 Docker，或換用較新的映像檔，如 Ubuntu 24.04 或 Debian 12。',
      podman: '讓工作節點不用容器執行，只需要 systemd；或換用沒有這個衝突的 Ubuntu 24.04。',
      'docker-down':
        '請在主機上執行 `sudo systemctl start docker`；如果啟動不了，用 `sudo journalctl -u docker` 檢視原因。',
      memory: '請結束那裡的其他程式、增加置換空間，或換用更大的機器。',
      disk: '請騰出空間，例如 `sudo apt-get clean` 和 `sudo journalctl --vacuum-size=100M`，或擴大磁碟。',
      'page-size': '請優先選用 4 KB 記憶體分頁的映像檔，如 Ubuntu 24.04。',
      'clock-ahead': '請看哪一邊不準。在主機上，`sudo timedatectl set-ntp true` 會依網路校時。',
      'clock-behind': '請看哪一邊不準。在主機上，`sudo timedatectl set-ntp true` 會依網路校時。',
      'clock-far-ahead': '請看哪一邊不準。在主機上，`sudo timedatectl set-ntp true` 會依網路校時。',
      'clock-far-behind':
        '請看哪一邊不準。在主機上，`sudo timedatectl set-ntp true` 會依網路校時。',
      'apt-locked': '不用做什麼：需要套件的步驟最多會等 10 分鐘。',
      'cloud-init-running': '不用做什麼：第一步最多會等 10 分鐘。',
      'cloud-init-failed':
        '在主機上用 `cloud-init status --long` 檢視失敗的內容。工作節點仍可能正常執行。',
      firewall:
        'Banyan 會在拒絕規則之前加一條規則；雲端平台的防火牆（Oracle：網路的安全清單）也要放行這個連接埠。走 SSH 通道則都不需要。',
      'oracle-linux': '工作節點在那裡不用容器執行。想用 Docker，請優先選用 Ubuntu 24.04。',
      silent:
        '請看機器是否在執行、位址是否正確，以及雲端平台的防火牆是否放行 SSH 連接埠（Oracle：網路的安全清單）。',
      slow: '它可能過載或快要當掉：請在雲端平台主控台檢視，重新啟動後再檢查。',
      coolify: '要用別的方式，請先更改主機的執行方式，並填寫登入資訊。',
    },
    fault: {
      untrusted: '請把指紋與雲端平台主控台顯示的對照，再信任這把金鑰。',
      'key-changed': '如果是你重裝了機器，就信任新金鑰。如果不是，不要信任，並詢問網路的管理者。',
      'key-revoked':
        '金鑰可能落入他人之手時才會撤銷：請重新產生機器的主機金鑰（ssh-keygen -A），再檢查一次。',
      unreachable:
        '請看機器是否在執行、位址是否正確，以及雲端平台的防火牆是否放行 SSH 連接埠（Oracle：網路的安全清單）。',
      'auth-refused':
        'Ubuntu 映像檔的使用者是「ubuntu」，Oracle Linux 是「opc」，Debian 是「debian」或「admin」。請確認這就是建立機器時用的金鑰。',
      'key-needs-passphrase': '請填寫金鑰的密碼，或交給 SSH agent保管。',
      'key-unreadable': '請使用 OpenSSH 或 PEM 格式的私密金鑰；PuTTY 格式可以用 PuTTYgen 轉換。',
      'no-common-algorithm': '請在它的 sshd 設定中啟用 AES 和 Curve25519，或升級它的 OpenSSH。',
      cut: '請再檢查一次。如果經常這樣，表示中間的網路會遺失封包，或丟棄大的封包（MTU）。',
      noisy:
        '請看 `.bashrc`、`.profile` 和強制指令在那裡輸出或做了什麼：指令必須直接交給一般的 shell。',
      unusable:
        '請讓它的 SSH 服務允許這個使用者執行指令：不要強制指令，也不要 nologin 之類的 shell。',
      other: '請再檢查一次；根節點的記錄裡可能有更多資訊。',
    },
  },
  hostScore: {
    latency: '{{ms}} 毫秒內回應。',
    resources: '可用記憶體 {{memory}} GB，可用磁碟 {{disk}} GB；{{cpus}} 核心，負載 {{load}}。',
    regionPreferred: '{{region}} 是偏好地區。',
    regionOther: '{{region}} 不是偏好地區。',
    regionUnknown: '沒有設偏好地區，或不知道它在哪個地區。',
    costUnknown: '費用未知。',
    costNothing: '免費。',
    costMonth: '每月 {{cost}} 美元。',
  },
}
