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

    /// <param name="length">Bytes that are mapped.</param>
    /// <param name="backing">What it is made of.</param>
    /// <param name="path">A named file's name.</param>
    /// <param name="fileLength">Bytes of the file.</param>
    public static RegionMapping Create(long length, RegionBacking backing, string? path, long fileLength) => backing switch
    {
        RegionBacking.Anonymous => new RegionMapping(Map(null, length, "anonymous memory"), length, null),
        RegionBacking.SealedMemory => CreateSealed(length, fileLength),
        _ => CreateFile(length, path!, fileLength),
    };

    /// <summary>Maps what lies in a device's memory, after its header has been judged. The mapping owns the descriptor, also if this fails.</summary>
    public static RegionMapping AttachWindow(SafeFileHandle device, long offset, long bytes, out RegionFile file)
    {
        const string What = "the region's device";
        try
        {
            file = RegionFile.Judge(ReadHeader(device, offset, bytes), What);
            return file.Bytes <= bytes ? new RegionMapping(Map(device, file.Bytes, What, offset), file.Bytes, device)
                : throw new RegionException($"{What} has {bytes} bytes of memory, but the header in it states {file.Bytes}: start both with the same region");
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

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

    private static RegionMapping CreateSealed(long length, long fileLength)
    {
        int fd = Libc.MemfdCreate("nfv-region", Libc.MemfdCloexecAllowSealing);
        if (fd < 0)
        {
            throw Failure("cannot create a memory file", "raise the limit on open files (ulimit -n)");
        }

        SafeFileHandle handle = new(fd, ownsHandle: true);
        try
        {
            if (Libc.Truncate(fd, fileLength) != 0 || Libc.Control(fd, Libc.AddSeals, Libc.SealSealShrinkGrow) != 0)
            {
                throw Failure($"cannot size and seal a memory file of {fileLength} bytes", "ask for fewer buffers");
            }

            return new RegionMapping(Map(handle, length, "a memory file"), length, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static RegionMapping CreateFile(long length, string path, long fileLength)
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
            if (error == 0 && fileLength > length && Libc.Truncate(fd, fileLength) != 0)
            {
                error = Marshal.GetLastPInvokeError();
            }

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

    // A device's memory can be mapped only, not read.
    private static RegionHeader ReadHeader(SafeFileHandle device, long offset, long bytes)
    {
        if (bytes < RegionHeader.PageSize)
        {
            throw new RegionException($"the region's device has {bytes} bytes of memory: too few for a region");
        }

        nint page = Libc.Map(0, RegionHeader.PageSize, Libc.ReadWrite, Libc.MapShared, (int)device.DangerousGetHandle(), offset);
        if (page == -1)
        {
            throw Failure("cannot map the region's device", "run as root in the guest, with nobody else on the device");
        }

        RegionHeader header = *(RegionHeader*)page;
        _ = Libc.Unmap(page, RegionHeader.PageSize);
        return header;
    }

    private static nint Map(SafeFileHandle? handle, long length, string what, long offset = 0)
    {
        int flags = (handle is null ? Libc.MapPrivateAnonymous : Libc.MapShared) | Libc.MapFixed;
        int fd = handle is null ? -1 : (int)handle.DangerousGetHandle();
        nint place = Reserve(length, what);
        nint address = Libc.Map(place, (nuint)length, Libc.ReadWrite, flags, fd, offset);
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
