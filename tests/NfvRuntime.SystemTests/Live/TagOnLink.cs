using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>
/// Puts a VLAN tag on everything that leaves by an interface, and takes tags off what arrives, by two programs of four instructions in the
/// kernel (eBPF at its traffic control hooks, Linux 6.6). The stack above works as ever, with its offloads.
/// </summary>
internal sealed partial class TagOnLink : IDisposable
{
    private const int SystemCall = 321;
    private const int LoadProgram = 5;
    private const int CreateLink = 28;
    private const int ClassifierProgram = 3;
    private const int AtIngress = 46;
    private const int AtEgress = 47;
    private const int PushTag = 18;
    private const int PopTag = 19;

    private readonly SafeFileHandle[] _links;

    public TagOnLink(NetworkSpace space, string link, int id) => _links = space.Enter(() => new[]
    {
        Attach(link, AtEgress, Load(
        [
            Instruction(0xB7, register: 2, BinaryPrimitives.ReverseEndianness((ushort)0x8100)),
            Instruction(0xB7, register: 3, id),
            Instruction(0x85, register: 0, PushTag),
            Instruction(0xB7, register: 0, 0),
            Instruction(0x95, register: 0, 0),
        ])),
        Attach(link, AtIngress, Load([Instruction(0x85, register: 0, PopTag), Instruction(0xB7, register: 0, 0), Instruction(0x95, register: 0, 0)])),
    });

    public void Dispose() => Array.ForEach(_links, link => link.Dispose());

    /// <summary>0xB7: set a register; 0x85: call the kernel with registers 1 to 5; 0x95: end with register 0, where 0 lets the packet pass.</summary>
    private static ulong Instruction(byte code, byte register, int value) => code | ((ulong)register << 8) | ((ulong)(uint)value << 32);

    private static unsafe SafeFileHandle Load(ulong[] instructions)
    {
        fixed (ulong* code = instructions)
        fixed (byte* license = "GPL\0"u8)
        {
            Program program = new() { Kind = ClassifierProgram, Count = (uint)instructions.Length, Code = code, License = license };
            return Call(LoadProgram, &program, sizeof(Program));
        }
    }

    private static unsafe SafeFileHandle Attach(string link, int hook, SafeFileHandle program)
    {
        using (program)
        {
            Attachment attachment = new() { Program = (int)program.DangerousGetHandle(), Interface = InterfaceIndex(link), Hook = hook };
            return Call(CreateLink, &attachment, sizeof(Attachment));
        }
    }

    private static unsafe SafeFileHandle Call(long command, void* attributes, int size)
    {
        long result = Bpf(SystemCall, command, attributes, size);
        Assert.True(result >= 0, $"eBPF command {command}: error {Marshal.GetLastPInvokeError()}");
        return new SafeFileHandle((nint)result, ownsHandle: true);
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static unsafe partial long Bpf(long number, long command, void* attributes, long size);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint InterfaceIndex(string name);

    // The beginning of union bpf_attr for a program, and for its attachment.
    private unsafe struct Program
    {
        public uint Kind;
        public uint Count;
        public ulong* Code;
        public byte* License;
    }

    private struct Attachment
    {
        public int Program;
        public uint Interface;
        public int Hook;
        public uint Flags;
    }
}
