"""Sends frames that no sane stack would: malformed.py INTERFACE SOURCE-MAC DESTINATION-MAC"""
import logging
import sys

logging.getLogger("scapy").setLevel(logging.ERROR)
from scapy.all import (ARP, ICMP, IP, TCP, UDP, Dot1AD, Dot1Q, Ether, IPv6, IPv6ExtHdrDestOpt,  # noqa: E402
                       IPv6ExtHdrFragment, IPv6ExtHdrHopByHop, Padding, Raw, sendp)

interface, source, destination = sys.argv[1:]
ether = Ether(src=source, dst=destination)
ip = IP(src="10.0.0.2", dst="10.0.0.1")
ip6 = IPv6(src="2001:db8::2", dst="2001:db8::1")
tcp = TCP(sport=40000, dport=80, flags="S", seq=1)
udp = UDP(sport=40000, dport=53)


def with_(layer, **fields):
    changed = layer.copy()
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


FRAMES = [
    # IPv4: header length, total length, version
    ether / with_(ip, ihl=4) / tcp,
    ether / with_(ip, ihl=15) / tcp,
    ether / with_(ip, len=1400) / udp / Raw(b"short"),
    ether / with_(ip, len=12) / udp,
    ether / with_(ip, version=5) / tcp,
    Ether(src=source, dst=destination, type=0x0800) / Raw(bytes(ip / tcp)[:16]),
    # TCP and UDP: cut headers, impossible offsets and lengths
    ether / with_(ip, proto=6) / Raw(bytes(tcp)[:10]),
    ether / ip / with_(tcp, dataofs=3),
    ether / ip / with_(tcp, dataofs=15),
    ether / ip / with_(udp, len=4) / Raw(b"four"),
    ether / ip / with_(udp, len=900) / Raw(b"nine hundred"),
    ether / with_(ip, proto=17) / Raw(b"\x9c\x40\x00\x35"),
    # ICMP that ends before its checksum, a first fragment too small for its TCP header, a fragment that ends past 65535
    ether / with_(ip, proto=1) / Raw(b"\x08\x00"),
    ether / with_(ip, proto=6, flags="MF") / Raw(bytes(tcp)[:8]),
    ether / with_(ip, proto=17, frag=8191) / Raw(b"x" * 64),
    # IPv6: payload length, extension headers that run past the end, a cut fragment header
    ether / with_(ip6, plen=900) / tcp,
    ether / with_(ip6, nh=0, plen=8) / Raw(bytes([6, 30, 1, 4, 0, 0, 0, 0])),
    ether / with_(ip6, nh=60) / Raw(bytes([60, 0, 1, 4, 0, 0, 0, 0]) * 2 + bytes([6, 9, 1, 4])),
    ether / with_(ip6, nh=44) / Raw(b"\x06\x00\x00"),
    ether / with_(ip6, nh=6) / Raw(bytes(tcp)[:12]),
    ether / with_(ip6, version=9) / tcp,
    # Lower down: tags and ARP that end early, a runt
    ether / Dot1Q(vlan=10, type=0x0800) / Raw(b"\x45"),
    Ether(src=source, dst=destination, type=0x8100) / Raw(b"\x00\x0a"),
    ether / Dot1AD(vlan=100, type=0x8100) / Raw(b"\x00\x14"),
    Ether(src=source, dst=destination, type=0x0806) / Raw(bytes(ARP())[:11]),
    Ether(src=source, dst=destination, type=0x0800) / Raw(b"\x45\x00"),
    # Odd, yet well formed: a chain of extension headers, a first fragment of IPv6, an unknown type, a length instead of a type
    ether / ip6 / IPv6ExtHdrHopByHop() / IPv6ExtHdrDestOpt() / udp / Raw(b"\x00" * 12),
    ether / ip6 / IPv6ExtHdrFragment(m=1, id=7) / udp / Raw(b"\x00" * 16),
    Ether(src=source, dst=destination, type=0x88B5) / Raw(b"local experiment"),
    Ether(src=source, dst=destination, type=3) / Raw(b"\x42\x42\x03"),
    ether / ip / ICMP(type=8) / Padding(b"padding after the datagram"),
]

for frame in FRAMES:
    sendp(frame, iface=interface, verbose=False)
