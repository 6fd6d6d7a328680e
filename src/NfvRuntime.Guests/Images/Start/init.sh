#!/bin/sh
# The first process of a guest: mounts, loads the modules of the devices that are there, runs the agent, starts it again when it dies,
# and powers off when the agent was told to end, finds no host any more, or the power button is pressed.
export PATH=/bin HOME=/root DOTNET_EnableDiagnostics=0

mount -t devtmpfs dev /dev
mount -t proc proc /proc
mount -t sysfs sys /sys
mkdir -p /dev/shm
mount -t tmpfs -o mode=1777 shm /dev/shm
mount -t tmpfs -o mode=1777 tmp /tmp
mount -t tmpfs run /run

load() {
  for module in $(cat "/etc/nfv/modules/$1"); do insmod "/lib/modules/$module.ko" 2>/dev/null; done
}
argument() {
  for word in $(cat /proc/cmdline); do case $word in "$1="*) echo "${word#*=}" ;; esac; done
}

load base
[ "$(argument intel_iommu)" = on ] && load interrupts
[ -e /sys/bus/acpi/devices/ACPI0012:00 ] && load memory
for class in /sys/bus/pci/devices/*/class; do
  case $(cat "$class") in 0x02*) load network; break ;; esac
done

name=$(argument nfv.guest)
hostname "${name:=guest}"
ip link set lo up
ulimit -n 65536
mkdir -p /etc/acpi/PWRF
printf '#!/bin/sh\ntouch /run/off\nkill -TERM "$(cat /run/agent)"\n' >/etc/acpi/PWRF/00000080
chmod 755 /etc/acpi/PWRF/00000080
acpid -l /run/acpid.log -p /run/acpid.pid

echo "nfv: guest $name is up after $(cut -d ' ' -f 1 /proc/uptime) s"
pause=1
while [ ! -e /run/off ]; do
  # shellcheck disable=SC2046 # several arguments
  /nfv/nfv-agent --guest "$name" --connect virtio:nfv.agent $(argument nfv.agent | tr , ' ') &
  echo $! >/run/agent
  start=$(date +%s)
  wait $!
  status=$?
  case $status in 0 | 5) break ;; esac
  [ $(($(date +%s) - start)) -gt 60 ] && pause=1
  echo "nfv: the agent ended with status $status; started again in $pause s"
  sleep $pause
  [ $pause -lt 16 ] && pause=$((pause * 2))
done
echo "nfv: powering off"
poweroff -f
