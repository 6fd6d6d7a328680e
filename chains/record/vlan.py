"""A tagged sub-interface in user space: vlan.py WIRE NAME TAG [TAG]

Creates the TAP interface NAME. What programs send there leaves on WIRE behind the given tags (with two, the outer one is a service
tag, 802.1ad), and what arrives on WIRE behind exactly these tags comes out of NAME. Works on kernels without 802.1Q.
"""
import fcntl
import os
import select
import socket
import struct
import sys

ETH_P_ALL, SOL_PACKET, PACKET_AUXDATA, PACKET_OUTGOING = 0x0003, 263, 8, 4
TPID_VALID = 0x40  # TP_STATUS_VLAN_TPID_VALID
TUNSETIFF, IFF_TAP, IFF_NO_PI = 0x400454CA, 0x0002, 0x1000


def tag_bytes(tags):
    types = [0x8100] if len(tags) == 1 else [0x88A8, 0x8100]
    return b"".join(struct.pack("!HH", kind, tag) for kind, tag in zip(types, tags))


def receive(wire):
    """One frame as it was on the wire: the kernel takes the outer tag out and reports it beside the frame."""
    frame, ancillary, _, address = wire.recvmsg(65536, socket.CMSG_SPACE(20))
    if address[2] == PACKET_OUTGOING:
        return b""
    for level, kind, data in ancillary:
        if level == SOL_PACKET and kind == PACKET_AUXDATA:
            status, _, _, _, _, tci, tpid = struct.unpack("=IIIHHHH", data[:20])
            if status & TPID_VALID:
                return frame[:12] + struct.pack("!HH", tpid, tci) + frame[12:]
    return frame


def main():
    wire_name, tap_name, tags = sys.argv[1], sys.argv[2], tag_bytes([int(tag) for tag in sys.argv[3:]])
    tap = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH22x", tap_name.encode(), IFF_TAP | IFF_NO_PI))
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    wire.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)
    wire.bind((wire_name, 0))
    while True:
        for ready in select.select([tap, wire], [], [])[0]:
            if ready == tap:
                frame = os.read(tap, 65536)
                wire.send(frame[:12] + tags + frame[12:])
            else:
                frame = receive(wire)
                # The type behind the tags must not be a further tag.
                inner = frame[12 + len(tags):14 + len(tags)]
                if frame[12:12 + len(tags)] == tags and len(inner) == 2 and inner != b"\x81\x00":
                    os.write(tap, frame[:12] + frame[12 + len(tags):])


main()
