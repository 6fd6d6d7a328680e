using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>What a host answers to the hello of an agent that it takes.</summary>
/// <param name="Version">The version that both speak from now on.</param>
/// <param name="Host">The host's program and version, for people.</param>
/// <param name="Session">Drawn at random when the host's process starts. 16 bytes.</param>
/// <param name="Generation">Greater than that in the hello; what earlier hosts asked is no longer carried out.</param>
public sealed record HelloResponse(uint Version, string Host, Guid Session, ulong Generation) : Response
{
    /// <summary>Those that the host can do, too.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>The greatest body that the host takes, in bytes.</summary>
    public uint MaxBody { get; init; } = (uint)FrameLimits.Session.MaxBody;

    /// <summary>How many unanswered requests the host takes.</summary>
    public uint Window { get; init; } = 64;

    /// <summary>
    /// How often the host asks for a sign of life. An agent that hears nothing for three times as long takes the host for dead.
    /// </summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override string Type => HelloRequest.TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(8);
        writer.Field("version", Version);
        writer.Field("host", Host);
        writer.Field("session", Session.ToByteArray(bigEndian: true));
        writer.Field("generation", Generation);
        writer.Field("capabilities", Capabilities);
        writer.Field("max-body", MaxBody);
        writer.Field("window", Window);
        writer.Milliseconds("heartbeat-ms", Heartbeat);
    }

    internal static HelloResponse Read(FieldMap fields) => new(
        fields.UInt32("version", least: 1),
        fields.Name("host"),
        new Guid(fields.Bytes("session", 16, 16).Span, bigEndian: true),
        fields.UInt64("generation", least: 1))
    {
        Capabilities = fields.Names("capabilities"),
        MaxBody = fields.UInt32("max-body", FrameLimits.LeastMaxBody, FrameLimits.GreatestMaxBody),
        Window = fields.UInt32("window", 1, 1024),
        Heartbeat = TimeSpan.FromMilliseconds(fields.UInt32("heartbeat-ms", least: 1)),
    };
}
