using System.Runtime.InteropServices;

namespace NfvRuntime.Host.Native;

/// <summary>What poll(2) is asked about one descriptor, and answers.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public const short Readable = 1;

    public int Descriptor;
    public short Events;
    public short Returned;
}
