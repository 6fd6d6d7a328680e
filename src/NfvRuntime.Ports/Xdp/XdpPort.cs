using System.Numerics;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>
/// A network interface through AF_XDP sockets, one for each of its queues. What comes in is taken off in front of the system's own stack, which
/// sees nothing of it; what the rings hold goes out past queueing disciplines.
/// </summary>
/// <remarks>
/// Source: Linux's Documentation/networking/af_xdp.rst. The region's buffers are the kernel's, too, so that frames go from hand to hand by their
/// index (<see cref="XdpMemory"/>).
/// </remarks>
public sealed class XdpPort : LivePort
{
    private const uint AlignedBuffer = 2048;
    private const uint SpareBuffers = 4096;
    private const int EthernetHeader = 14;

    private static int _regions;

    private readonly List<XdpReceiver> _filled = [];
    private readonly List<XdpSender> _emptied = [];
    private readonly Region? _own;
    private readonly XdpRedirect? _redirect;

    private XdpPort(XdpSpec spec, uint index, PortContext context, XdpMemory memory, IReadOnlyList<XdpSocket> sockets, Region? own)
        : base(spec.Interface, context)
    {
        _own = own;
        IsZeroCopy = own is not null;
        try
        {
            foreach (var socket in sockets)
            {
                if (spec.Use.HasFlag(PortDirection.Read))
                {
                    AddReceiver((kring, books) => Keep(_filled, new XdpReceiver(kring, books, socket.Retain(), memory)), context);
                }

                if (spec.Use.HasFlag(PortDirection.Write))
                {
                    AddSender((kring, books) => Keep(_emptied, new XdpSender(kring, books, socket.Retain(), memory, Watch)), context);
                }
            }

            // A port that is only written to leaves what comes in to the system.
            _redirect = spec.Use.HasFlag(PortDirection.Read) ? new XdpRedirect(spec.Text, spec.Interface, index, sockets) : null;
        }
        catch
        {
            OnClosed();
            throw;
        }
    }

    /// <summary>Whether the driver uses the port's buffers itself.</summary>
    public bool IsZeroCopy { get; }

    /// <summary>Whether the interface's driver knows no XDP, so that the stack takes frames off: slower.</summary>
    public bool IsGeneric => _redirect is { IsGeneric: true };

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks => IsGeneric
        ? [.. base.Remarks, $"{Interface}: its driver has no XDP: frames are taken off in the stack, which is slower"]
        : base.Remarks;

    /// <summary>Opens the queues' sockets, then the port.</summary>
    /// <exception cref="PortException">It cannot be opened.</exception>
    internal static XdpPort Open(XdpSpec spec, uint index, int queues, PortContext context)
    {
        if (spec.Mode == XdpCopying.ZeroCopy || (spec.Mode == XdpCopying.Auto && FrameOf(spec) <= AlignedBuffer - XdpAbi.Headroom))
        {
            var own = OwnRegion(context.Options, queues);
            var aligned = context with { Options = context.Options with { Region = own, Headroom = XdpAbi.Headroom } };
            if (TryOpen(spec, index, queues, aligned, XdpAbi.ZeroCopy, own, out var port, out var error))
            {
                return port;
            }

            if (spec.Mode == XdpCopying.ZeroCopy)
            {
                throw Refused(spec, error, "without copies; 'mode: copy' lets the kernel copy");
            }
        }

        return TryOpen(spec, index, queues, context, XdpAbi.Copy, null, out var copying, out var refusal) ? copying : throw Refused(spec, refusal, "");
    }

    /// <summary>For tests: with a region of its own as for a driver without copies, on any interface.</summary>
    internal static XdpPort OpenAligned(XdpSpec spec, uint index, int queues, PortContext context)
    {
        var own = OwnRegion(context.Options, queues);
        var aligned = context with { Options = context.Options with { Region = own, Headroom = XdpAbi.Headroom } };
        return TryOpen(spec, index, queues, aligned, XdpAbi.Copy, own, out var port, out var error) ? port : throw Refused(spec, error, "");
    }

    /// <inheritdoc/>
    protected override bool TxPending(Kring kring) => base.TxPending(kring) || _emptied[kring.Number].IsPending;

    /// <inheritdoc/>
    protected override void VisitLent(Action<uint> visitor) => _filled.ForEach(receiver => receiver.VisitLent(visitor));

    /// <inheritdoc/>
    protected override void OnClosed()
    {
        _redirect?.Dispose(); // first: the system's own stack goes on
        base.OnClosed();
        _filled.ForEach(receiver => receiver.TakeBack());
    }

    /// <inheritdoc/>
    protected override void OnFreed() => _own?.Dispose();

    private static bool TryOpen(XdpSpec spec, uint index, int queues, PortContext context, ushort copying, Region? own, out XdpPort port, out int error)
    {
        var sockets = new List<XdpSocket>();
        var memory = new XdpMemory(context.Options.Region ?? context.Host.Region, context.Options.Headroom);
        try
        {
            RequireRoom(spec, memory);
            var size = BitOperations.RoundUpToPowerOf2(context.Options.Slots);
            for (var queue = 0; queue < queues; queue++)
            {
                var first = sockets.FirstOrDefault();
                sockets.Add(new XdpSocket(spec.Text, memory, size, first));
                error = sockets[queue].Bind(index, queue, (ushort)(copying | XdpAbi.UseNeedWakeup), first);
                if (error != 0)
                {
                    port = null!;
                    own?.Dispose();
                    return false;
                }
            }

            port = new XdpPort(spec, index, context, memory, sockets, own);
            error = 0;
            return true;
        }
        catch
        {
            own?.Dispose();
            throw;
        }
        finally
        {
            sockets.ForEach(socket => socket.Release());
        }
    }

    private static void RequireRoom(XdpSpec spec, XdpMemory memory)
    {
        if (FrameOf(spec) > memory.Longest)
        {
            throw new PortException($"{spec.Text}: the MTU of '{spec.Interface}' is {FrameOf(spec) - EthernetHeader}, and a buffer holds {memory.Longest - EthernetHeader}: "
                + $"ip link set {spec.Interface} mtu 1500, or use packet:");
        }
    }

    private static int FrameOf(XdpSpec spec)
    {
        using var watch = new InterfaceWatch(spec.Interface);
        return watch.Mtu + EthernetHeader;
    }

    private static Region OwnRegion(PortOptions options, int queues) => Region.Create(
        RegionLayout.For(1, 2 * queues, options.Slots, (uint)(3 * queues * options.Slots) + SpareBuffers, AlignedBuffer),
        RegionBacking.Anonymous, (ushort)(0x4000 + (Interlocked.Increment(ref _regions) & 0x3FFF)));

    private static PortException Refused(XdpSpec spec, int error, string how) => new($"{spec.Text}: {error switch
    {
        Errno.EBUSY => $"a queue of '{spec.Interface}' has an AF_XDP socket already: stop the other chain",
        Errno.EOPNOTSUPP or Errno.EINVAL when how.Length > 0 => $"the driver of '{spec.Interface}' cannot exchange frames {how}",
        Errno.ENETDOWN => $"'{spec.Interface}' is down: ip link set {spec.Interface} up",
        _ => $"cannot bind to '{spec.Interface}': {Errno.Text(error)}",
    }}");

    private static T Keep<T>(List<T> list, T made)
    {
        list.Add(made);
        return made;
    }
}
