using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Interop;

/// <summary>The system calls a region is made with, and their Linux constants.</summary>
internal static unsafe partial class Libc
{
    public const int ReadWrite = 0x1 | 0x2; // PROT_READ | PROT_WRITE
    public const int NoAccess = 0; // PROT_NONE
    public const int MapShared = 0x01;
    public const int MapFixed = 0x10;
    public const int MapNoReserve = 0x4000;
    public const int MapPrivateAnonymous = 0x02 | 0x20;
    public const int AdviseHugePages = 14; // MADV_HUGEPAGE
    public const int OpenExisting = 0x2 | 0x80000; // O_RDWR | O_CLOEXEC
    public const int OpenNew = OpenExisting | 0x40 | 0x80; // | O_CREAT | O_EXCL
    public const uint OwnerOnly = 0x180; // 0600
    public const uint MemfdCloexecAllowSealing = 0x1 | 0x2;
    public const int AddSeals = 1033; // F_ADD_SEALS
    public const int GetSeals = 1034; // F_GET_SEALS
    public const int SealSealShrinkGrow = 0x1 | 0x2 | 0x4;
    public const int LockExclusiveNow = 0x2 | 0x4; // LOCK_EX | LOCK_NB

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint address, nuint length, int protection, int flags, int fd, long offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    public static partial int Advise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MemfdCreate(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int Truncate(int fd, long length);

    // Returns the error number itself instead of setting errno.
    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    public static partial int Allocate(int fd, long offset, long length);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int fd, int command, int argument);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int fd, int operation);
}
