#!/usr/bin/env bash
# Two guests joined by a pipe (nfv bench guests) beside two dpdk-testpmd processes joined by memif, in the same minute and on the same two CPUs.
#
#   tests/NfvRuntime.Benchmarks/beside-memif.sh [SECONDS of each memif run, 5] [more options of nfv bench guests]
#
# What is not alike: memif without hugepages copies each frame twice (sender's buffer -> shared memory -> receiver's buffer), testpmd's sender writes
# the headers of each frame, and its receiver does not look at them; a back-to-back pipe copies nothing, and the flood writes a frame once for each buffer.
# So the two figures say what a trust group gains by sharing memory; they do not say that one program is faster than the other at the same work.
#
# Needs Linux with two CPUs and Debian's dpdk-dev and librte-net-memif; no root, no hugepages. Exit status 2: it cannot be measured here.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-5}
shift $(($# > 0 ? 1 : 0))

command -v dpdk-testpmd > /dev/null || { echo "dpdk-testpmd is not installed: apt-get install dpdk-dev librte-net-memif23" >&2; exit 2; }
(($(nproc) >= 2)) || { echo "needs two CPUs" >&2; exit 2; }
nfv=src/NfvRuntime.Cli/bin/Release/net10.0/nfv
[[ -x $nfv ]] || dotnet build src/NfvRuntime.Cli -c Release -v quiet

folder=$(mktemp -d)
pids=()
finish() {
  ((${#pids[@]} == 0)) || kill "${pids[@]}" 2> /dev/null || true
  wait
  rm -rf "$folder"
}
trap finish EXIT

# testpmd ROLE CPU MODE: an end of the link, with its control thread on the same CPU. Prints its rates each second until it is told to stop.
testpmd() {
  exec dpdk-testpmd --lcores="0@$2,1@$2" --no-huge -m 128 --no-pci --no-telemetry --file-prefix="memif-$$-$1" --log-level=error \
    --vdev="net_memif0,role=$1,socket=$folder/socket,socket-abstract=no" -- \
    --forward-mode="$3" --txpkts=60 --burst=64 --txd=1024 --rxd=1024 --total-num-mbufs=16384 --stats-period 1 --auto-start
}

# What the receiver got each second, in Mpps: the median, without the first two seconds and the last one.
memif() {
  testpmd server 0 rxonly < /dev/null > "$folder/receiver" 2>&1 &
  pids+=($!)
  sleep 1
  testpmd client 1 txonly < /dev/null > "$folder/sender" 2>&1 &
  pids+=($!)
  sleep $((seconds + 3))
  kill -INT "${pids[@]}" 2> /dev/null || true
  wait "${pids[@]}" 2> /dev/null || true
  pids=()
  grep -ao 'Rx-pps: *[0-9]*' "$folder/receiver" | awk '{ print $2 / 1e6 }' | sed '1,2d;$d' | sort -n \
    | awk '{ all[NR] = $1 } END { if (NR == 0) exit 1; printf "%.2f\n", all[int((NR + 1) / 2)] }' \
    || { echo "testpmd measured nothing:" >&2; tail -5 "$folder/receiver" "$folder/sender" >&2; exit 1; }
}

before=$(memif)
echo "memif, two testpmd processes, frames copied twice: $before Mpps"
"$nfv" bench guests --chain 2 --link pipe --kind process --runs 5 "$@" 2> "$folder/guests" || { cat "$folder/guests" >&2; exit 1; }
after=$(memif)
echo "memif again: $after Mpps"
