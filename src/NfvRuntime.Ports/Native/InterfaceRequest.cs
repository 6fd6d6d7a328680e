using System.Runtime.InteropServices;
using System.Text;

namespace NfvRuntime.Ports.Native;

/// <summary>What an interface is asked by ioctl: <c>struct ifreq</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
internal unsafe struct InterfaceRequest
{
    public const nuint GetFlags = 0x8913;
    public const nuint SetFlags = 0x8914;
    public const nuint GetMtu = 0x8921;
    public const nuint SetMtu = 0x8922;
    public const nuint GetHardware = 0x8927;
    public const nuint GetIndex = 0x8933;

    /// <summary>The longest name, in bytes.</summary>
    public const int MaxName = 15;

    [FieldOffset(0)] public fixed byte Name[MaxName + 1];
    [FieldOffset(16)] public ushort Flags;
    [FieldOffset(16)] public int Number;

    public InterfaceRequest(string name)
    {
        fixed (byte* at = Name)
        {
            _ = Encoding.UTF8.GetBytes(name, new Span<byte>(at, MaxName));
        }
    }

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Refusal(string name) =>
        name.Length == 0 ? "an interface name is missing"
        : Encoding.UTF8.GetByteCount(name) > MaxName ? $"'{name}' is longer than the {MaxName} bytes of an interface name"
        : name is "." or ".." || name.Any(c => c is '/' or ':' || char.IsWhiteSpace(c)) ? $"'{name}' is no interface name"
        : null;
}
