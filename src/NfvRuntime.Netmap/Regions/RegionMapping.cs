using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Netmap.Interop;

namespace NfvRuntime.Netmap;

/// <summary>A run of memory mapped into this process, and the file behind it.</summary>
internal sealed unsafe class RegionMapping : IDisposable
{
    // More than any slot's offset and length can reach together from the region's last buffer.
    private const long Guard = 256 << 10;
    private const long HugePage = 2 << 20;

    private readonly nuint _length;
    private readonly string? _ownedPath;
    private readonly SafeFileHandle? _lock;
    private nint _base;

    private RegionMapping(nint address, long length, SafeFileHandle? handle, string? ownedPath = null, SafeFileHandle? @lock = null)
    {
        _lock = @lock;
        _base = address;
        _length = (nuint)length;
        Handle = handle;
        _ownedPath = ownedPath;
    }

    public byte* Base => (byte*)_base;

    public SafeFileHandle? Handle { get; }

    public static RegionMapping Create(long length, RegionBacking backing, string? path) => backing switch
    {
        RegionBacking.Anonymous => new RegionMapping(Map(null, length, "anonymous memory"), length, null),
        RegionBacking.SealedMemory => CreateSealed(length),
        _ => CreateFile(length, path!),
    };

    /// <summary>Maps a file that is there, after its header has been judged. The mapping owns the descriptor, also if this fails.</summary>
    public static RegionMapping Attach(SafeFileHandle handle, string what, out RegionFile file) => Existing(handle, what, null, null, out file);

    public static RegionMapping Attach(string path, out RegionFile file) => Existing(OpenFile(path), $"region file '{path}'", null, null, out file);

    /// <summary>Maps a named file as its creator does: its name goes with this mapping, and no second creator may have it.</summary>
    public static RegionMapping TakeOver(string path, out RegionFile file)
    {
        SafeFileHandle handle = OpenFile(path);
        return Existing(handle, $"region file '{path}'", path, LockFile(path), out file);
    }

    public void Dispose()
    {
        nint address = Interlocked.Exchange(ref _base, 0);
        if (address == 0)
        {
            return;
        }

        _ = Libc.Unmap(address - (nint)Guard, _length + (2 * (nuint)Guard));
        Handle?.Dispose();
        if (_ownedPath is not null)
        {
            File.Delete(_ownedPath);
        }

        _lock?.Dispose();
    }

    private static SafeFileHandle OpenFile(string path)
    {
        int fd = Libc.Open(path, Libc.OpenExisting, 0);
        return fd >= 0 ? new SafeFileHandle(fd, ownsHandle: true)
            : throw Failure($"cannot open region file '{path}'", "check the path and its mode, or start the process that creates it");
    }

    // By a description of its own that is never handed out: a lock by the shared one would outlive this process in its peers.
    private static SafeFileHandle LockFile(string path)
    {
        SafeFileHandle handle = OpenFile(path);
        if (Libc.Lock((int)handle.DangerousGetHandle(), Libc.LockExclusiveNow) != 0)
        {
            RegionException failure = Failure($"region file '{path}' belongs to a process that runs", "end it first, or choose another path");
            handle.Dispose();
            throw failure;
        }

        return handle;
    }

    private static RegionMapping Existing(SafeFileHandle handle, string what, string? ownedPath, SafeFileHandle? @lock, out RegionFile file)
    {
        try
        {
            file = RegionFile.Read(handle, what);
            if (file.IsSealed && Libc.Control((int)handle.DangerousGetHandle(), Libc.GetSeals, 0) is var seals
                && (seals < 0 || (seals & Libc.SealSealShrinkGrow) != Libc.SealSealShrinkGrow))
            {
                throw new RegionException($"{what} says that it is sealed, but it is not: whoever has it could cut it off under this process");
            }

            return new RegionMapping(Map(handle, file.Bytes, what), file.Bytes, handle, ownedPath, @lock);
        }
        catch
        {
            @lock?.Dispose();
            handle.Dispose();
            throw;
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

            return new RegionMapping(Map(handle, length, "a memory file"), length, handle);
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

            return new RegionMapping(Map(handle, length, $"region file '{path}'"), length, handle, path, LockFile(path));
        }
        catch
        {
            handle.Dispose();
            File.Delete(path);
            throw;
        }
    }

    private static nint Map(SafeFileHandle? handle, long length, string what)
    {
        int flags = (handle is null ? Libc.MapPrivateAnonymous : Libc.MapShared) | Libc.MapFixed;
        int fd = handle is null ? -1 : (int)handle.DangerousGetHandle();
        nint place = Reserve(length, what);
        nint address = Libc.Map(place, (nuint)length, Libc.ReadWrite, flags, fd, 0);
        if (address == -1)
        {
            RegionException failure = Failure($"cannot map {length} bytes of {what}", "ask for fewer buffers");
            _ = Libc.Unmap(place - (nint)Guard, (nuint)(length + (2 * Guard)));
            throw failure;
        }

        // Transparent huge pages make touching the headers of a region of 40 MB and more 16 to 35 % cheaper; where the system has none
        // for this kind of memory nothing changes, so the answer does not matter.
        _ = Libc.Advise(address, (nuint)length, Libc.AdviseHugePages);
        return address;
    }

    // Address space with a guard on either side that nobody may touch: an access that leaves the region ends the process, and never finds other memory.
    private static nint Reserve(long length, string what)
    {
        long room = Guard + length + Guard + HugePage;
        nint start = Libc.Map(0, (nuint)room, Libc.NoAccess, Libc.MapPrivateAnonymous | Libc.MapNoReserve, -1, 0);
        if (start == -1)
        {
            throw Failure($"cannot reserve {room} bytes of address space for {what}", "ask for fewer buffers");
        }

        nint place = (nint)((start + Guard + HugePage - 1) / HugePage * HugePage);
        nint end = place + (nint)(length + Guard);
        Trim(start, place - (nint)Guard);
        Trim(end, start + (nint)room);
        return place;
    }

    private static void Trim(nint from, nint to)
    {
        if (to > from)
        {
            _ = Libc.Unmap(from, (nuint)(to - from));
        }
    }

    private static RegionException Failure(string what, string remedy, int? error = null) =>
        new($"{what}: {new Win32Exception(error ?? Marshal.GetLastPInvokeError()).Message}; {remedy}");
}
