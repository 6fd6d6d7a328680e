using System.Runtime.InteropServices;

namespace NfvRuntime.Packets.Tests;

/// <summary>Memory whose end is the end of what may be read: one byte further kills the process, which no test passes.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int Size = 64 << 10;
    private readonly byte* _start;

    public GuardedMemory()
    {
        _start = Map(null, Size * 2, 3, 0x22, -1, 0);
        Assert.True((nint)_start != -1, "mmap failed");
        Assert.Equal(0, Protect(_start + Size, Size, 0));
    }

    /// <summary>A copy of the bytes that ends where the readable memory ends.</summary>
    public byte* Place(ReadOnlySpan<byte> bytes)
    {
        var at = _start + Size - bytes.Length;
        bytes.CopyTo(new Span<byte>(at, bytes.Length));
        return at;
    }

    public void Dispose() => Assert.Equal(0, Unmap(_start, Size * 2));

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial byte* Map(byte* address, nint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(byte* address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(byte* address, nint length);
}
