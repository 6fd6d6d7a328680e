namespace NfvRuntime.Packets;

/// <summary>A capture file is cut, corrupt or of an unknown kind. All packets before the fault have been delivered.</summary>
public sealed class CaptureFormatException : Exception
{
    /// <summary>What is wrong, where.</summary>
    public CaptureFormatException(string name, long packetNumber, long offset, string problem)
        : base(packetNumber == 0 ? $"{name}: at byte {offset}: {problem}" : $"{name}: packet {packetNumber} at byte {offset}: {problem}")
    {
        PacketNumber = packetNumber;
        Offset = offset;
        Problem = problem;
    }

    /// <summary>Number of the packet that could not be read, from 1; 0 when the file header is at fault.</summary>
    public long PacketNumber { get; }

    /// <summary>Where the header, record or block at fault begins, in bytes from the start of the file.</summary>
    public long Offset { get; }

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; }
}
