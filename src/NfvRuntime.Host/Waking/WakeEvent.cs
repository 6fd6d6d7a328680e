using Microsoft.Win32.SafeHandles;
using NfvRuntime.Host.Native;

namespace NfvRuntime.Host;

/// <summary>An eventfd: readable once signalled, until drained. Never blocks on either side; close-on-exec.</summary>
/// <remarks>For threads and for processes that trust each other: whoever has the descriptor can make it a blocking one, and fill it.</remarks>
public sealed unsafe class WakeEvent : Wake
{
    private readonly int _descriptor;

    /// <summary>Makes the event, not signalled.</summary>
    /// <exception cref="NetmapException">ENOMEM: the process may not have another descriptor.</exception>
    public WakeEvent()
        : this(Make())
    {
    }

    /// <summary>Uses an eventfd that another process made. The event owns it from here on.</summary>
    /// <param name="handle">As it was received or inherited.</param>
    public WakeEvent(SafeFileHandle handle)
    {
        Handle = handle;
        _descriptor = (int)handle.DangerousGetHandle();
    }

    /// <summary>What another process is given so that both share the event.</summary>
    public SafeFileHandle Handle { get; }

    /// <inheritdoc/>
    public override int Descriptor => _descriptor;

    /// <summary>Makes the descriptor readable. One system call.</summary>
    public override void Signal()
    {
        ulong one = 1;
        _ = LibC.Write(_descriptor, &one, sizeof(ulong));
    }

    /// <inheritdoc/>
    public override bool Drain()
    {
        ulong count;
        return LibC.Read(_descriptor, &count, sizeof(ulong)) == sizeof(ulong);
    }

    /// <inheritdoc/>
    protected override void Close() => Handle.Dispose();

    private static SafeFileHandle Make() => LibC.Take(LibC.EventFd(0, LibC.EventFdFlags), "an eventfd");
}
