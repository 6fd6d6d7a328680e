using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Guests.Transport.Native;

/// <summary>One sendmsg or recvmsg that never waits, with descriptors as SCM_RIGHTS.</summary>
internal static unsafe class RightsMessage
{
    /// <summary>Most descriptors with one message; Linux itself allows 253.</summary>
    public const int MostDescriptors = 64;

    private static readonly int HeaderSize = sizeof(Libc.ControlHeader);
    private static readonly int ControlSize = HeaderSize + (MostDescriptors * sizeof(int));

    /// <returns>Bytes sent, or -1 if there is no room now.</returns>
    /// <exception cref="IOException">It failed, or the peer is gone.</exception>
    public static int TrySend(SafeHandle socket, ReadOnlySpan<byte> bytes, IReadOnlyList<SafeHandle> descriptors)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(descriptors.Count, MostDescriptors);
        byte* control = stackalloc byte[ControlSize];
        int held = 0;
        try
        {
            for (; held < descriptors.Count; held++)
            {
                bool success = false;
                descriptors[held].DangerousAddRef(ref success);
                ((int*)(control + HeaderSize))[held] = (int)descriptors[held].DangerousGetHandle();
            }

            var header = new Libc.ControlHeader { Length = (nuint)(HeaderSize + (held * sizeof(int))), Level = Libc.SolSocket, Type = Libc.ScmRights };
            *(Libc.ControlHeader*)control = header;
            fixed (byte* start = bytes)
            {
                var piece = new Libc.Piece { Start = start, Length = (nuint)bytes.Length };
                var message = new Libc.MessageHeader { Pieces = &piece, PieceCount = 1 };
                if (held > 0)
                {
                    message.Control = control;
                    message.ControlLength = header.Length;
                }

                return Repeat(
                    static (socket, message) => Libc.SendMessage(socket, message, Libc.DontWait | Libc.NoSignal), socket, &message, "sendmsg");
            }
        }
        finally
        {
            while (held > 0)
            {
                descriptors[--held].DangerousRelease();
            }
        }
    }

    /// <returns>Bytes received, 0 at the end, or -1 if there is nothing now.</returns>
    /// <exception cref="IOException">It failed, or there came more descriptors than can be taken; all that came are closed
    /// then.</exception>
    public static int TryReceive(SafeHandle socket, Span<byte> bytes, ICollection<SafeFileHandle> arrived)
    {
        byte* control = stackalloc byte[ControlSize];
        fixed (byte* start = bytes)
        {
            var piece = new Libc.Piece { Start = start, Length = (nuint)bytes.Length };
            var message = new Libc.MessageHeader { Pieces = &piece, PieceCount = 1, Control = control, ControlLength = (nuint)ControlSize };
            int received = Repeat(
                static (socket, message) => Libc.ReceiveMessage(socket, message, Libc.DontWait | Libc.CmsgCloexec), socket, &message, "recvmsg");
            if (received >= 0)
            {
                TakeDescriptors(control, (int)message.ControlLength, (message.Flags & Libc.ControlTruncated) != 0, arrived);
            }

            return received;
        }
    }

    private static void TakeDescriptors(byte* control, int length, bool truncated, ICollection<SafeFileHandle> arrived)
    {
        for (int at = 0; at + HeaderSize <= length;)
        {
            Libc.ControlHeader header = *(Libc.ControlHeader*)(control + at);
            int size = Math.Min((int)header.Length, length - at);
            if (size < HeaderSize)
            {
                break;
            }

            if (header.Level == Libc.SolSocket && header.Type == Libc.ScmRights)
            {
                for (int i = 0; i < (size - HeaderSize) / sizeof(int); i++)
                {
                    var handle = new SafeFileHandle(((int*)(control + at + HeaderSize))[i], ownsHandle: true);
                    if (truncated) handle.Dispose();
                    else arrived.Add(handle);
                }
            }

            at += (size + 7) & ~7;
        }

        if (truncated)
        {
            throw new IOException(
                $"Descriptors were sent that cannot be taken: more than {MostDescriptors} at once, "
                + "or beyond this process's limit of open files (ulimit -n).");
        }
    }

    private delegate nint Call(SafeHandle socket, Libc.MessageHeader* message);

    private static int Repeat(Call call, SafeHandle socket, Libc.MessageHeader* message, string name)
    {
        while (true)
        {
            nint result = call(socket, message);
            if (result >= 0)
            {
                return (int)result;
            }

            int error = Marshal.GetLastPInvokeError();
            switch (error)
            {
                case Libc.Interrupted: continue;
                case Libc.Again: return -1;
                case Libc.BrokenPipe or Libc.ConnectionReset: throw new EndOfStreamException("The peer is gone.");
                default: throw new IOException($"{name} failed: {Marshal.GetPInvokeErrorMessage(error)}.");
            }
        }
    }
}
