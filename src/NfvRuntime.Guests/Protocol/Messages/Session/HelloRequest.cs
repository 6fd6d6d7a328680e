using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// The first frame of every connection, from the agent. Its fields up to <c>newest</c> are the same in all versions of the protocol.
/// </summary>
/// <param name="Versions">What the agent speaks.</param>
/// <param name="Agent">The agent's program and version, for people.</param>
/// <param name="Guest">The guest's name in the chain file.</param>
/// <param name="Session">Drawn at random when the agent's process starts: another value means that all its state is gone. 16 bytes.</param>
/// <param name="Generation">The generation of the last host that this agent accepted, 0 for none.</param>
public sealed record HelloRequest(ProtocolVersions Versions, string Agent, string Guest, Guid Session, ulong Generation) : RequestOf<HelloResponse>
{
    internal const string TypeName = "hello";
    internal const string ProtocolName = "nfv-agent";

    /// <summary>See <see cref="Protocol.Capabilities"/>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>The greatest body that the agent takes, in bytes.</summary>
    public uint MaxBody { get; init; } = (uint)FrameLimits.Session.MaxBody;

    /// <summary>How many unanswered requests the agent takes.</summary>
    public uint Window { get; init; } = 64;

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(10);
        writer.Field("protocol", ProtocolName);
        writer.Field("oldest", Versions.Oldest);
        writer.Field("newest", Versions.Newest);
        writer.Field("agent", Agent);
        writer.Field("guest", Guest);
        writer.Field("session", Session.ToByteArray(bigEndian: true));
        writer.Field("generation", Generation);
        writer.Field("capabilities", Capabilities);
        writer.Field("max-body", MaxBody);
        writer.Field("window", Window);
    }

    /// <summary>The versions alone, which can be read whatever the rest of the hello looks like.</summary>
    internal static ProtocolVersions ReadVersions(FieldMap fields)
    {
        if (fields.Name("protocol") != ProtocolName)
        {
            throw new ProtocolException(ErrorCodes.Malformed, $"hello: the protocol is not {ProtocolName}.", "protocol");
        }

        uint oldest = fields.UInt32("oldest", least: 1);
        return new ProtocolVersions(oldest, fields.UInt32("newest", least: oldest));
    }

    internal static HelloRequest Read(FieldMap fields) => new(
        ReadVersions(fields),
        fields.Name("agent"),
        fields.Name("guest"),
        new Guid(fields.Bytes("session", 16, 16).Span, bigEndian: true),
        fields.UInt64("generation"))
    {
        Capabilities = fields.Names("capabilities"),
        MaxBody = fields.UInt32("max-body", FrameLimits.LeastMaxBody, FrameLimits.GreatestMaxBody),
        Window = fields.UInt32("window", 1, 1024),
    };
}
