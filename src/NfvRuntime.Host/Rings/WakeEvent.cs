using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Host.Native;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>An eventfd: readable once signalled, until drained. Never blocks on either side; close-on-exec.</summary>
/// <remarks>Any thread may signal; the one that sleeps on <see cref="Descriptor"/> drains.</remarks>
public sealed unsafe class WakeEvent : IDisposable
{
    private readonly SafeFileHandle _handle;

    /// <summary>Makes the event, not signalled.</summary>
    /// <exception cref="NetmapException">ENOMEM: the process may not have another descriptor.</exception>
    public WakeEvent()
    {
        int descriptor = LibC.EventFd(0, LibC.EventFdFlags);
        if (descriptor < 0)
        {
            string reason = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
            throw new NetmapException(NetmapError.NoMemory, $"cannot make an eventfd ({reason}): raise the limit of open files (ulimit -n)");
        }

        Descriptor = descriptor;
        _handle = new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>For poll and epoll: readable means signalled. Good until <see cref="Dispose"/>.</summary>
    public int Descriptor { get; }

    /// <summary>Makes the descriptor readable. One system call.</summary>
    public void Signal()
    {
        ulong one = 1;
        _ = LibC.Write(Descriptor, &one, sizeof(ulong));
    }

    /// <summary>Makes the descriptor not readable.</summary>
    /// <returns>Whether it was signalled.</returns>
    public bool Drain()
    {
        ulong count;
        return LibC.Read(Descriptor, &count, sizeof(ulong)) == sizeof(ulong);
    }

    /// <summary>Closes the descriptor. Nobody may signal or sleep on it any more.</summary>
    public void Dispose() => _handle.Dispose();
}
