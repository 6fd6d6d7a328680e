using System.Runtime.InteropServices;

namespace NfvRuntime.Guests.Transport.Native;

/// <summary>The system calls of the Unix transport, and their Linux constants.</summary>
internal static unsafe partial class Libc
{
    public const int SolSocket = 1;
    public const int PeerCredentials = 17; // SO_PEERCRED
    public const int ScmRights = 1;
    public const int DontWait = 0x40;
    public const int NoSignal = 0x4000;
    public const int CmsgCloexec = 0x40000000;
    public const int ControlTruncated = 0x8;
    public const int Unix = 1; // AF_UNIX
    public const int StreamCloexec = 1 | 0x80000; // SOCK_STREAM | SOCK_CLOEXEC

    public const int CurrentFolder = -100; // AT_FDCWD
    public const int DoNotFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    public const uint StatusType = 1; // STATX_TYPE
    public const uint StatusMode = 2; // STATX_MODE
    public const uint StatusOwner = 8; // STATX_UID
    public const int FileType = 0xf000; // S_IFMT
    public const int SocketFile = 0xc000; // S_IFSOCK
    public const int FolderFile = 0x4000; // S_IFDIR
    public const int WritableByOthers = 0x12; // 0022
    public const uint OwnerOnly = 0x180; // 0600
    public const uint OwnersFolder = 0x1c0; // 0700

    public const int ReadWriteCloexec = 0x2 | 0x80000; // O_RDWR | O_CLOEXEC
    public const int NonBlocking = 0x800; // O_NONBLOCK
    public const int ReadWrite = 0x1 | 0x2; // PROT_READ | PROT_WRITE
    public const int MapShared = 0x1;
    public const short HangUp = 0x10; // POLLHUP

    public const int Interrupted = 4; // EINTR
    public const int Again = 11; // EAGAIN
    public const int BrokenPipe = 32; // EPIPE
    public const int ConnectionReset = 104; // ECONNRESET

    public const int EpollCloexec = 0x80000;
    public const int EpollAdd = 1;
    public const int EpollDelete = 2;
    public const uint EpollIn = 0x1;
    public const uint EpollOut = 0x4;
    public const uint EpollError = 0x8;
    public const uint EpollHangUp = 0x10;
    public const uint EpollPeerClosed = 0x2000; // EPOLLRDHUP
    public const uint EpollEdgeTriggered = 0x80000000;

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint SendMessage(SafeHandle socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(SafeHandle socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    public static partial int SocketPair(int domain, int type, int protocol, int* pair);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, SafeHandle descriptor, void* @event);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, void* events, int capacity, int milliseconds);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeMode(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFolder(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Status(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    public static partial int Duplicate(SafeHandle descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeHandle descriptor, Span<byte> buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeHandle descriptor, ReadOnlySpan<byte> buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static partial nint ReadAt(SafeHandle descriptor, Span<byte> buffer, nuint length, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint WriteAt(SafeHandle descriptor, ReadOnlySpan<byte> buffer, nuint length, long offset);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeHandle descriptor, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint address, nuint length, int protection, int flags, SafeHandle descriptor, long offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    public static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(int* entry, nuint count, int milliseconds);

    /// <summary>Whether the far side of a descriptor is closed now.</summary>
    public static bool IsHungUp(SafeHandle descriptor)
    {
        int* entry = stackalloc int[2] { (int)descriptor.DangerousGetHandle(), 0 }; // struct pollfd; revents are the upper half of the second word
        return Poll(entry, 1, 0) > 0 && ((short)(entry[1] >> 16) & HangUp) != 0;
    }

    /// <summary>Whether the path itself, not what it may link to, is a socket.</summary>
    public static bool IsSocket(string path)
    {
        byte* status = stackalloc byte[256]; // struct statx; stx_mode is at 28
        return Status(CurrentFolder, path, DoNotFollow, StatusType, status) == 0 && (*(ushort*)(status + 28) & FileType) == SocketFile;
    }

    /// <summary>Whether the path itself, not what it may link to, is a folder of a user's, to which nobody else can write.</summary>
    public static bool IsOwnFolder(string path, uint user)
    {
        byte* status = stackalloc byte[256]; // struct statx; stx_uid is at 20, stx_mode at 28
        if (Status(CurrentFolder, path, DoNotFollow, StatusType | StatusMode | StatusOwner, status) != 0)
        {
            return false;
        }

        ushort mode = *(ushort*)(status + 28);
        return *(uint*)(status + 20) == user && (mode & FileType) == FolderFile && (mode & WritableByOthers) == 0;
    }

    /// <summary>struct iovec</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Piece
    {
        public void* Start;
        public nuint Length;
    }

    /// <summary>struct msghdr of 64-bit Linux</summary>
    [StructLayout(LayoutKind.Explicit, Size = 56)]
    public struct MessageHeader
    {
        [FieldOffset(16)] public Piece* Pieces;
        [FieldOffset(24)] public nuint PieceCount;
        [FieldOffset(32)] public void* Control;
        [FieldOffset(40)] public nuint ControlLength;
        [FieldOffset(48)] public int Flags;
    }

    /// <summary>struct cmsghdr of 64-bit Linux; its data follow.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ControlHeader
    {
        public nuint Length;
        public int Level;
        public int Type;
    }
}
