using System.ComponentModel;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Counters.Layout;

/// <summary>A mapped file, named or not, and its address.</summary>
internal sealed unsafe partial class TableMemory : IDisposable
{
    private const uint CloseOnExec = 1, AllowSealing = 2;
    private const int AddSeals = 1033;
    private const int GetSeals = 1034;
    private const int SealShrink = 2, SealGrow = 4;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly string? _ownedPath;

    private TableMemory(SafeFileHandle handle, bool writable, string? ownedPath)
    {
        Handle = handle;
        _ownedPath = ownedPath;
        Bytes = RandomAccess.GetLength(handle);
        var access = writable ? MemoryMappedFileAccess.ReadWrite : MemoryMappedFileAccess.Read;
        _file = MemoryMappedFile.CreateFromFile(handle, null, Bytes, access, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, Bytes, access);
        byte* address = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref address);
        Base = address;
    }

    public byte* Base { get; }

    public long Bytes { get; }

    public SafeFileHandle Handle { get; }

    /// <summary>Zeroed memory that only holders of the descriptor can reach; it can neither shrink nor grow under a reader.</summary>
    public static TableMemory CreateUnnamed(long bytes)
    {
        int descriptor = MemoryFileCreate("nfv-counters", CloseOnExec | AllowSealing);
        if (descriptor < 0) throw new Win32Exception(Marshal.GetLastPInvokeError(), "memory for counters cannot be made");
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.SetLength(handle, bytes);
        if (FileControl(descriptor, AddSeals, SealShrink | SealGrow) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "memory for counters cannot be sealed");
        }

        return new TableMemory(handle, writable: true, ownedPath: null);
    }

    /// <summary>A file made under a passing name; <see cref="Publish"/> gives it its own, in place of what an earlier run left.</summary>
    public static TableMemory CreateNamed(string path, long bytes)
    {
        string passing = PassingName(path);
        var handle = File.OpenHandle(passing, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.SetLength(handle, bytes);
        return new TableMemory(handle, writable: true, path);
    }

    /// <summary>Whether nobody can make the file shorter any more.</summary>
    public static bool IsSealed(SafeFileHandle handle) =>
        FileControl((int)handle.DangerousGetHandle(), GetSeals, 0) is > 0 and var seals && (seals & SealShrink) != 0;

    public static TableMemory Open(SafeFileHandle handle) => new(handle, writable: false, ownedPath: null);

    public void Publish()
    {
        if (_ownedPath is { } path) File.Move(PassingName(path), path, overwrite: true);
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
        if (_ownedPath is not null) File.Delete(_ownedPath);
    }

    private static string PassingName(string path) => $"{path}.{Environment.ProcessId}.new";

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MemoryFileCreate(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(int descriptor, int command, int argument);
}
