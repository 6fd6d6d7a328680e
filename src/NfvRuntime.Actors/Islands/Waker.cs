using System.Runtime.InteropServices;
using NfvRuntime.Actors.Native;

namespace NfvRuntime.Actors.Islands;

/// <summary>
/// Wakes a sleeping island: one write to its eventfd for each time it goes to sleep, whoever many send. The flag stands on lines of its
/// own, since every sender reads it and the island writes it only around a sleep.
/// </summary>
internal sealed unsafe class Waker : IDisposable
{
    private Flag _asleep;
    private readonly Action? _call;
    private readonly bool _sendersFence;
    private long _claimed;
    private long _written;

    /// <summary>Wakes by a call instead of a descriptor.</summary>
    /// <param name="call">Called by whoever sends, once for each sleep.</param>
    public Waker(Action call)
    {
        _call = call;
        _sendersFence = true;
        Descriptor = -1;
    }

    /// <summary>Wakes by a descriptor.</summary>
    /// <param name="sleepsRarely">
    /// Whether the island pays for the fence between what is sent and the look at the flag: once for each sleep, with a barrier for all
    /// threads of the process, instead of once for each message. Good where it sleeps only after having been idle for a while.
    /// </param>
    public Waker(bool sleepsRarely)
    {
        _sendersFence = !sleepsRarely;
        Descriptor = Libc.EventFd(0, Libc.EventFdNonBlockingCloexec);
        if (Descriptor < 0)
        {
            throw new InvalidOperationException(
                $"eventfd failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}. Is the limit of open files too low (ulimit -n)?");
        }
    }

    /// <summary>The eventfd. Watched edge-triggered, so that nobody has to read it.</summary>
    public int Descriptor { get; }

    /// <summary>Says that the island is about to sleep. What is sent after this wakes it; what was sent before is to be looked for now.</summary>
    public void AnnounceSleep()
    {
        Interlocked.Exchange(ref _asleep.Value, 1); // Full fence: the announcement before the last look.
        if (!_sendersFence)
        {
            Interlocked.MemoryBarrierProcessWide(); // In the senders' place: what they sent is seen by the last look, or they see the flag.
        }
    }

    /// <summary>Says that the island turns again.</summary>
    /// <returns>False if a sender was first: it wakes, or has done so.</returns>
    public bool EndSleep()
    {
        if (Interlocked.Exchange(ref _asleep.Value, 0) == 0)
        {
            _claimed++; // A sender took the flag, and writes or will write.
            return false;
        }

        return true;
    }

    /// <summary>Called after something was sent.</summary>
    public void WakeIfAsleep()
    {
        if (_sendersFence)
        {
            Interlocked.MemoryBarrier(); // What was sent before the look at the flag: else both sides could miss each other.
        }

        if (Volatile.Read(ref _asleep.Value) != 0 && Interlocked.Exchange(ref _asleep.Value, 0) != 0)
        {
            Wake();
        }
    }

    /// <summary>Closes the descriptor; to be called by the island's own thread, at its end.</summary>
    public void Dispose()
    {
        var spin = default(SpinWait);
        while (Volatile.Read(ref _written) != _claimed)
        {
            spin.SpinOnce(); // A late write must not reach a descriptor that has got another meaning.
        }

        _ = Libc.Close(Descriptor);
    }

    private void Wake()
    {
        if (_call is not null)
        {
            _call();
            return;
        }

        ulong one = 1;
        _ = Libc.Write(Descriptor, &one, sizeof(ulong)); // Can only fail at 2^64 - 1, when it is readable anyway.
        Interlocked.Increment(ref _written);
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Flag
    {
        [FieldOffset(128)]
        public int Value;
    }
}
