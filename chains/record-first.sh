#!/usr/bin/env bash
# Records chains/first.pcap anew: real programs in two network namespaces, joined by a veth pair, captured on that wire.
#
# Needs root and: iproute2 iputils-ping ethtool tcpdump wireshark-common dnsmasq-base bind9-dnsutils curl openssl openssh-client
# iperf3 python3 python3-scapy. The tests never call it; they use the recorded file.
#
#   client namespace                        wire                          server namespace
#   10.0.0.2     2001:db8::2         cli0 ========== srv0       10.0.0.1  2001:db8::1     DNS 53, HTTP 80 and 8080,
#   198.51.100.7 (a stranger)              captured here                                  TLS 443, iperf3 5201
#   192.168.10.2 on vlan10 ---- tag 10 ------/    \------ tag 10 ------- vlan10 192.168.10.1
#   192.168.20.2 on qinq20 - tags 100, 20 --/      \- tags 100, 20 ----- qinq20 192.168.20.1
set -euo pipefail
cd "$(dirname "$0")"

out=${1:-first.pcap}
work=$(mktemp -d)
cli=nfv-cli-$$
srv=nfv-srv-$$
in_cli() { ip netns exec "$cli" "$@"; }
in_srv() { ip netns exec "$srv" "$@"; }
quietly() { "$@" >/dev/null 2>&1 || true; } # most requests are meant to fail

start() { "$@" >>"$work/log" 2>&1 & }
clean_up() {
  for ns in "$cli" "$srv"; do
    ip netns pids "$ns" 2>/dev/null | xargs --no-run-if-empty kill || true
  done
  ip netns del "$cli" 2>/dev/null || true
  ip netns del "$srv" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT

# --- the wire -------------------------------------------------------------------------------------------------------------------
ip netns add "$cli"
ip netns add "$srv"
ip link add cli0 netns "$cli" address 02:00:00:00:00:02 type veth peer name srv0 netns "$srv" address 02:00:00:00:00:01
for end in "$cli cli0" "$srv srv0"; do
  read -r ns link <<<"$end"
  # Without offloads every frame on the wire is one a wire could carry: at most 1514 bytes, with its checksums filled in.
  ip netns exec "$ns" ethtool -K "$link" tx off rx off tso off gso off gro off >/dev/null 2>&1
  ip -n "$ns" link set lo up
done

# Recording starts before the links come up, so that neighbour and multicast listener discovery is in the capture too.
ip -n "$cli" link set cli0 up
start in_cli tcpdump -i cli0 -w "$work/raw.pcap" -U -s 0 -B 16384
sleep 1
ip -n "$srv" link set srv0 up
ip -n "$srv" addr add 10.0.0.1/24 dev srv0
ip -n "$cli" addr add 10.0.0.2/24 dev cli0
ip -n "$cli" addr add 198.51.100.7/32 dev cli0
ip -n "$srv" route add 198.51.100.0/24 dev srv0
ip -n "$srv" addr add 2001:db8::1/64 dev srv0 nodad
ip -n "$cli" addr add 2001:db8::2/64 dev cli0
ip -n "$cli" route add default via 10.0.0.1
ip -n "$srv" route add unreachable 203.0.113.0/24
ip -n "$srv" route add 192.0.2.0/24 dev lo
in_srv sysctl -qw net.ipv4.ip_forward=1 net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0

start in_cli python3 record/vlan.py cli0 vlan10 10
start in_srv python3 record/vlan.py srv0 vlan10 10
start in_cli python3 record/vlan.py cli0 qinq20 100 20
start in_srv python3 record/vlan.py srv0 qinq20 100 20
sleep 1
for end in "$cli 2" "$srv 1"; do
  read -r ns host <<<"$end"
  for net in "vlan10 10" "qinq20 20"; do
    read -r link id <<<"$net"
    ip -n "$ns" link set "$link" address "02:00:00:00:$id:0$host" mtu 1400 up
    ip -n "$ns" addr add "192.168.$id.$host/24" dev "$link"
    ip -n "$ns" addr add "2001:db8:$id::$host/64" dev "$link"
  done
done

# --- the servers ----------------------------------------------------------------------------------------------------------------
mkdir "$work/www"
printf '<p>hello from the first chain\n' >"$work/www/index.html"
seq 1 4000 >"$work/www/numbers.txt"
long=$(printf 'a text record that does not fit into a datagram %.0s' 1 2 3 4 5)
start in_srv dnsmasq --keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts --user=root --pid-file= --edns-packet-max=512 \
  --local=/example.test/ --host-record=www.example.test,10.0.0.1,2001:db8::1 --host-record=v4.example.test,10.0.0.1 \
  --mx-host=example.test,www.example.test,10 \
  --txt-record="long.example.test,$long" --txt-record="long.example.test,1 $long" --txt-record="long.example.test,2 $long"
for bind in "10.0.0.1 80" "2001:db8::1 80" "10.0.0.1 8080" "192.168.10.1 80" "192.168.20.1 80"; do
  read -r address port <<<"$bind"
  start in_srv python3 -m http.server "$port" --bind "$address" --directory "$work/www"
done
openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=www.example.test -keyout "$work/key" -out "$work/cert" 2>/dev/null
start in_srv openssl s_server -accept 443 -key "$work/key" -cert "$work/cert" -www
start in_srv iperf3 --server
sleep 3

# --- the traffic ----------------------------------------------------------------------------------------------------------------
ask() { quietly in_cli dig +tries=1 +time=1 "$@"; }
get() { quietly in_cli curl --silent --max-time 2 --output /dev/null "$@"; }
pings() { quietly in_cli ping -q -W 1 "$@"; }

for server in 10.0.0.1 2001:db8::1; do
  ask @$server www.example.test A
  ask @$server www.example.test AAAA
  ask @$server example.test MX
  ask @$server missing.example.test A
  ask @$server +tcp www.example.test A
  ask @$server long.example.test TXT # truncated, so dig comes again over TCP
done
get http://10.0.0.1/ http://10.0.0.1/numbers.txt http://10.0.0.1/missing
get "http://[2001:db8::1]/" "http://[2001:db8::1]/numbers.txt"
get http://10.0.0.1:8080/
get --insecure https://10.0.0.1/
get --insecure "https://[2001:db8::1]/"

for target in 10.0.0.1 2001:db8::1; do
  pings -c 4 -i 0.05 $target
  pings -c 2 -i 0.05 -s 4000 $target # three fragments a packet
done
pings -c 2 -i 0.05 -R 10.0.0.1                   # IPv4 options
pings -c 2 -i 0.05 -t 1 192.0.2.9                # time exceeded
pings -c 2 -i 0.05 203.0.113.9                   # host unreachable
quietly in_cli ssh -o BatchMode=yes -o StrictHostKeyChecking=no -o ConnectTimeout=1 root@10.0.0.1 # refused
quietly in_cli ssh -o BatchMode=yes -o StrictHostKeyChecking=no -o ConnectTimeout=1 root@2001:db8::1
get telnet://10.0.0.1:23
get telnet://10.0.0.1:3306
ask @10.0.0.1 -p 9999 www.example.test A         # port unreachable
ask @2001:db8::1 -p 9999 www.example.test A
pings -c 1 10.0.0.77                             # nobody there: ARP alone
pings -c 1 2001:db8::77                          # neighbour solicitations alone

# The stranger.
ask @10.0.0.1 -b 198.51.100.7 www.example.test A
get --interface 198.51.100.7 http://10.0.0.1/
pings -c 2 -i 0.05 -I 198.51.100.7 10.0.0.1

# Behind one and two tags.
for id in 10 20; do
  pings -c 3 -i 0.05 192.168.$id.1
  pings -c 1 -s 3000 192.168.$id.1
  pings -c 2 -i 0.05 2001:db8:$id::1
  get http://192.168.$id.1/
  ask @192.168.$id.1 www.example.test A
done

# A long transfer each way, with other programs in between.
for direction in "" --reverse; do
  quietly in_cli iperf3 --client 10.0.0.1 --bytes 200K --length 8K --bitrate 3M $direction &
  transfer=$!
  for round in 1 2 3 4 5 6; do
    ask @10.0.0.1 "n$round.example.test" A
    pings -c 1 2001:db8::1
  done
  wait $transfer
done
quietly in_cli iperf3 --client 2001:db8::1 --udp --bytes 30K --length 1000 --bitrate 4M
quietly in_cli iperf3 --client 10.0.0.1 --udp --bytes 20K --length 2500 --bitrate 4M # two fragments each; the second has no ports

in_cli /usr/bin/python3 record/malformed.py cli0 02:00:00:00:00:02 02:00:00:00:00:01
sleep 1

# --- one capture, ordered by time -------------------------------------------------------------------------------------------------
ip netns pids "$cli" | xargs kill # tcpdump writes out what it holds
sleep 1
reordercap "$work/raw.pcap" "$work/ordered" >/dev/null
editcap -F pcap "$work/ordered" "$out"
stat --printf '%n: %s bytes\n' "$out"
