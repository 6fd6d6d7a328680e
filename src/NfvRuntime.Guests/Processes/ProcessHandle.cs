using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Guests;

/// <summary>One process of this machine, held by a descriptor (pidfd), so that its number cannot come to mean another one.</summary>
internal sealed partial class ProcessHandle : IDisposable
{
    private const int Kill = 9;
    private const int Readable = 1;
    private const nint OpenProcess = 434; // pidfd_open
    private const nint SendSignal = 424; // pidfd_send_signal
    private readonly SafeFileHandle _descriptor;

    private ProcessHandle(int id, SafeFileHandle descriptor) => (Id, _descriptor) = (id, descriptor);

    /// <summary>Its number.</summary>
    public int Id { get; }

    /// <summary>Whether it has ended, reaped or not.</summary>
    public unsafe bool HasEnded
    {
        get
        {
            var entry = new PollEntry { Descriptor = (int)_descriptor.DangerousGetHandle(), Wanted = Readable };
            return Poll(&entry, 1, 0) > 0;
        }
    }

    /// <summary>Takes hold of a process; null if there is none of that number.</summary>
    public static ProcessHandle? Find(int id)
    {
        int descriptor = (int)Call(OpenProcess, id, 0, 0, 0);
        return descriptor < 0 ? null : new ProcessHandle(id, new SafeFileHandle(descriptor, ownsHandle: true));
    }

    /// <summary>Ends it at once, whatever it does.</summary>
    public void End()
    {
        if (!_descriptor.IsClosed)
        {
            _ = Call(SendSignal, (int)_descriptor.DangerousGetHandle(), Kill, 0, 0);
        }
    }

    /// <summary>Waits until it has ended.</summary>
    public async Task EndedAsync()
    {
        while (!HasEnded)
        {
            await Task.Delay(2).ConfigureAwait(false);
        }
    }

    /// <summary>Bytes of memory that it has in use, shared ones included; 0 once it has ended.</summary>
    public long MemoryInUse
    {
        get
        {
            try
            {
                string[] pages = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{Id}/statm")).Split(' ');
                return HasEnded ? 0 : long.Parse(pages[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }

    public void Dispose() => _descriptor.Dispose();

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint first, nint second, nint third, nint fourth);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static unsafe partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    /// <summary>struct pollfd</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }
}
