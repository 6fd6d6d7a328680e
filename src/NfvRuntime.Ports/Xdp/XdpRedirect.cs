using Microsoft.Win32.SafeHandles;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>
/// The program of six instructions that an interface runs for each frame: it goes to the socket of the queue that it came by, or, where that has none,
/// up the system's own stack. It leaves the interface with its last descriptor, however this process ends.
/// </summary>
internal sealed unsafe class XdpRedirect : IDisposable
{
    private const int RedirectToMap = 51;
    private const int PassOn = 2;
    private const int QueueInContext = 16;

    private readonly SafeFileHandle _map;
    private readonly SafeFileHandle _link;

    /// <param name="port">The port's name, for messages.</param>
    /// <param name="interfaceName">The interface.</param>
    /// <param name="index">Its number.</param>
    /// <param name="sockets">The socket of each queue, bound.</param>
    /// <exception cref="PortException">The right is missing, the interface has such a program, or cannot run one.</exception>
    public XdpRedirect(string port, string interfaceName, uint index, IReadOnlyList<XdpSocket> sockets)
    {
        _map = Require(Bpf.Open(Bpf.CreateMap, new Map(XdpAbi.SocketMap, sizeof(uint), sizeof(uint), (uint)sockets.Count)), port, "makes no map of sockets");
        try
        {
            for (uint queue = 0; queue < sockets.Count; queue++)
            {
                var socket = (uint)sockets[(int)queue].Descriptor;
                if (Bpf.Call(Bpf.UpdateElement, new Element((uint)_map.DangerousGetHandle(), 0, (ulong)&queue, (ulong)&socket, 0)) < 0)
                {
                    throw new PortException($"{port}: queue {queue} takes no socket: {Errno.Text(Errno.Last)}");
                }
            }

            using var program = Load(port);
            if (Attach(program, index, XdpAbi.NativeMode) is not { } link)
            {
                link = Attach(program, index, XdpAbi.GenericMode) ?? throw new PortException($"{port}: {(Errno.Last switch
                {
                    Errno.EBUSY or Errno.EEXIST =>
                        $"another XDP program is on '{interfaceName}': stop the other chain, or take it off (ip link set dev {interfaceName} xdp off)",
                    Errno.EINVAL => "attaching a program needs Linux 5.9: use packet: instead",
                    var error => $"'{interfaceName}' takes no XDP program: {Errno.Text(error)}",
                })}");
                IsGeneric = true;
            }

            _link = link;
        }
        catch
        {
            _map.Dispose();
            throw;
        }
    }

    /// <summary>Whether the interface's driver knows no XDP, so that the stack runs the program: for whole socket buffers, which is slower.</summary>
    public bool IsGeneric { get; }

    public void Dispose()
    {
        _link.Dispose();
        _map.Dispose();
    }

    private SafeFileHandle Load(string port)
    {
        ulong[] instructions =
        [
            Instruction(0x61, to: 2, from: 1, offset: QueueInContext), // r2 = the context's queue
            Instruction(0x18, to: 1, from: 1, value: (int)_map.DangerousGetHandle()), // r1 = the map (a 64-bit value, in two)
            0,
            Instruction(0xB7, to: 3, value: PassOn), // r3 = what to do where the map has no socket
            Instruction(0x85, value: RedirectToMap), // call
            Instruction(0x95), // return what it says
        ];
        fixed (ulong* code = instructions)
        fixed (byte* license = "Dual BSD/GPL\0"u8)
        {
            return Require(Bpf.Open(Bpf.LoadProgram, new Program(XdpAbi.Program, (uint)instructions.Length, (ulong)code, (ulong)license)), port, "loads no program");
        }
    }

    private static SafeFileHandle? Attach(SafeFileHandle program, uint index, uint mode) =>
        Bpf.Open(Bpf.CreateLink, new Attachment((uint)program.DangerousGetHandle(), index, XdpAbi.AttachToInterface, mode));

    private static SafeFileHandle Require(SafeFileHandle? made, string port, string refusal) => made ?? throw new PortException(
        $"{port}: {(Errno.Last is var error && error is Errno.EPERM or Errno.EACCES
            ? "AF_XDP needs the capabilities CAP_BPF and CAP_NET_ADMIN: run as root, or give them to the service"
            : $"the kernel {refusal}: {Errno.Text(error)}")}");

    private static ulong Instruction(byte code, byte to = 0, byte from = 0, short offset = 0, int value = 0) =>
        code | (ulong)to << 8 | (ulong)from << 12 | (ulong)(ushort)offset << 16 | (ulong)(uint)value << 32;

    // The beginnings of union bpf_attr.
    private readonly record struct Map(uint Kind, uint KeySize, uint ValueSize, uint Entries);

    private readonly record struct Element(uint Map, uint Padding, ulong Key, ulong Value, ulong Flags);

    private readonly record struct Program(uint Kind, uint Count, ulong Code, ulong License);

    private readonly record struct Attachment(uint Program, uint Index, uint Kind, uint Flags);
}
