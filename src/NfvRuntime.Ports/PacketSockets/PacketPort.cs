using NfvRuntime.Host;

namespace NfvRuntime.Ports;

/// <summary>
/// A network interface through packet sockets: what comes in from the wire enters the receive rings, what the transmit rings hold goes out to
/// the wire. The interface's own network stack sees what comes in as well; what it sends, and what this port sends, is not received.
/// </summary>
public sealed class PacketPort : LivePort
{
    // A VLAN tag is put back in front of the frame, over the virtio-net header; this keeps the kernel's own words out of its way.
    private const int Reserved = 16;
    private const int SendBuffer = 4 << 20;

    // Packets longer than a frame of the ring, each counted as the kernel's memory for it.
    private const int ReceiveBuffer = 8 << 20;

    private readonly InterfaceClaim? _claim;
    private readonly PacketReturn? _return;

    internal PacketPort(PacketSpec spec, uint index, PortContext context)
        : base(spec.Interface, context, takesUpNewOne: spec.Rings == 1)
    {
        // The kernel binds no socket anew that is in a fan-out group.
        _return = spec.Rings == 1 ? new PacketReturn(spec.Interface, Watch) : null;
        try
        {
            _claim = spec.Use.HasFlag(PortDirection.Read) && !spec.Shared ? new InterfaceClaim(spec.Text, spec.Interface) : null;
            var group = -1;
            for (var ring = 0; ring < spec.Rings && spec.Use.HasFlag(PortDirection.Read); ring++)
            {
                AddReceiver((kring, books) => OpenReceiver(spec, index, kring, books, ref group), context);
            }

            for (var ring = 0; ring < spec.Rings && spec.Use.HasFlag(PortDirection.Write); ring++)
            {
                AddSender((_, books) => OpenSender(spec, index, books), context);
            }
        }
        catch
        {
            OnClosed();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void OnClosed()
    {
        _return?.Dispose();
        base.OnClosed();
        _claim?.Dispose();
    }

    private PacketReceiver OpenReceiver(PacketSpec spec, uint index, Kring kring, ReceiveBooks books, ref int group)
    {
        var socket = new PacketSocket(spec.Text);
        PacketRing? ring = null;
        try
        {
            _ = socket.TrySet(PacketAbi.Level, PacketAbi.IgnoreOutgoing, 1); // from Linux 4.20 on; the receiver looks, too
            socket.Set(PacketAbi.Level, PacketAbi.Version, PacketAbi.VersionTwo, "TPACKET_V2");
            socket.Set(PacketAbi.Level, PacketAbi.CopyThreshold, 1, "whole packets beside the ring");
            SetBuffer(socket, PacketAbi.ReceiveBufferForce, PacketAbi.ReceiveBuffer, ReceiveBuffer);
            socket.Set(PacketAbi.Level, PacketAbi.Reserve, Reserved, "room in front of frames");
            socket.Set(PacketAbi.Level, PacketAbi.VnetHeader, 1, "virtio-net headers");
            ring = new PacketRing(socket, spec.Text, spec.Buffer);
            socket.Bind(index, PacketAbi.AllProtocols);
            if (spec.Promiscuous)
            {
                socket.Set(PacketAbi.Level, PacketAbi.AddMembership, new PacketMembership(index, PacketAbi.Promiscuous, 0, 0), "promiscuous mode");
            }

            _return?.Add(socket, PacketAbi.AllProtocols, spec.Promiscuous);

            if (spec.Rings > 1)
            {
                group = JoinFanOut(socket, group);
            }

            return new PacketReceiver(kring, books, socket, ring, Watch);
        }
        catch
        {
            ring?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    private PacketSender OpenSender(PacketSpec spec, uint index, SendBooks books)
    {
        var socket = new PacketSocket(spec.Text);
        try
        {
            SetBuffer(socket, PacketAbi.SendBufferForce, PacketAbi.SendBuffer, SendBuffer);
            socket.Set(PacketAbi.Level, PacketAbi.VnetHeader, 1, "virtio-net headers");
            socket.Bind(index, protocol: 0);
            _return?.Add(socket, protocol: 0, promiscuous: false);
            return new PacketSender(books, socket, Watch);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>As much as is asked for where the process may (CAP_NET_ADMIN), else as much as the system lets anybody have.</summary>
    private static void SetBuffer(PacketSocket socket, int force, int option, int bytes)
    {
        if (!socket.TrySet(PacketAbi.SocketLevel, force, bytes))
        {
            _ = socket.TrySet(PacketAbi.SocketLevel, option, bytes);
        }
    }

    /// <summary>The first ring's socket makes a group, under a number that the kernel chooses; the others join it.</summary>
    private static int JoinFanOut(PacketSocket socket, int group)
    {
        var mode = group < 0 ? PacketAbi.FanOutHash | PacketAbi.FanOutUniqueId : PacketAbi.FanOutHash;
        socket.Set(PacketAbi.Level, PacketAbi.FanOut, Math.Max(group, 0) | (mode << 16), "a fan-out group");
        return group < 0 ? socket.Get(PacketAbi.Level, PacketAbi.FanOut) & 0xFFFF : group;
    }
}
