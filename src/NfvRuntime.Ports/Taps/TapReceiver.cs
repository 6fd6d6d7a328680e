using System.Runtime.InteropServices;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>Reads what the system sends into a TAP's queue, a packet with each system call.</summary>
internal sealed unsafe class TapReceiver : LiveReceiver
{
    // The largest packet that a stack hands over, with its header and a tag or two.
    private const int Longest = 65536 + 256;
    private const short PollIn = 1;

    private readonly TapQueue _queue;
    private readonly byte* _buffer = (byte*)NativeMemory.AllocZeroed(Longest);
    private readonly SlotWindow? _window;
    private int _length;

    public TapReceiver(Kring kring, ReceiveBooks books, TapQueue queue)
        : base(kring, books, queue.Descriptor)
    {
        _queue = queue;
        _window = Intake.Passes ? new SlotWindow(kring, Longest) : null;
    }

    /// <summary>What is passed on as it is goes from the kernel straight into slots.</summary>
    protected override bool TryBring(Kring kring)
    {
        if (_window is not { } window)
        {
            return base.TryBring(kring);
        }

        if (!Intake.HasRoom(window.Size))
        {
            return false;
        }

        var pieces = window.Prepare(VirtioNetHeader.LongLength);
        var read = pieces == null ? -1 : LibC.ReadVector(_queue.Descriptor, pieces, (int)window.Size);
        if (read <= VirtioNetHeader.LongLength)
        {
            return false;
        }

        var length = (int)read - VirtioNetHeader.LongLength;
        var header = VirtioNetHeader.Read(window.Data - VirtioNetHeader.LongLength);
        return !Intake.Judge(length, header) || window.Commit(length, header.IsPlain ? (ushort)0 : SlotFlags.VnetHeader);
    }

    protected override bool TryPeek(out byte* frame, out int length, out VirtioNetHeader header)
    {
        if (_length == 0)
        {
            var read = LibC.Read(_queue.Descriptor, _buffer, Longest);
            _length = read > VirtioNetHeader.LongLength ? (int)read : 0;
        }

        frame = _buffer + VirtioNetHeader.LongLength;
        length = _length - VirtioNetHeader.LongLength;
        header = VirtioNetHeader.Read(_buffer);
        return _length > 0;
    }

    protected override void Pass() => _length = 0;

    protected override bool IsReady()
    {
        var question = new Question { Descriptor = _queue.Descriptor, Events = PollIn };
        return _length > 0 || (LibC.Poll(&question, 1, 0) == 1 && (question.Ready & PollIn) != 0);
    }

    protected override void Close()
    {
        _queue.Release();
        _window?.Dispose();
        NativeMemory.Free(_buffer);
    }

    // struct pollfd
    private struct Question
    {
        public int Descriptor;
        public short Events;
        public short Ready;
    }
}
