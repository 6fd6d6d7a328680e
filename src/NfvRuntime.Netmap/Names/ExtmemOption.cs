namespace NfvRuntime.Netmap;

/// <summary><c>@extmem=file</c> or <c>@extmem:file=...,key=number,...</c>: make the port's memory out of a file; null where not stated.</summary>
/// <param name="File">The file.</param>
public sealed record ExtmemOption(string File)
{
    /// <summary>Interface objects, <c>if-num</c>.</summary>
    public uint? IfNum { get; init; }

    /// <summary>Bytes of an interface object, <c>if-size</c>.</summary>
    public uint? IfSize { get; init; }

    /// <summary>Ring objects, <c>ring-num</c>.</summary>
    public uint? RingNum { get; init; }

    /// <summary>Bytes of a ring object, <c>ring-size</c>.</summary>
    public uint? RingSize { get; init; }

    /// <summary>Buffers, <c>buf-num</c>.</summary>
    public uint? BufNum { get; init; }

    /// <summary>Bytes of a buffer, <c>buf-size</c>.</summary>
    public uint? BufSize { get; init; }

    /// <summary>The keys in the order in which they are written.</summary>
    internal static string[] Keys { get; } = ["file", "if-num", "if-size", "ring-num", "ring-size", "buf-num", "buf-size"];

    private object?[] Values => [File, IfNum, IfSize, RingNum, RingSize, BufNum, BufSize];

    /// <summary>As it stands in a port name.</summary>
    public override string ToString() =>
        Values.Skip(1).All(value => value is null) ? $"@extmem={File}" : OptionText.Write("extmem", Keys, Values);
}
