using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Stops all segments, detaches all ports and ends the agent; the answer comes before the end.</summary>
/// <param name="Drain">How long packets on their way may take to leave.</param>
public sealed record ShutdownRequest(TimeSpan Drain) : RequestOf<Done>
{
    internal const string TypeName = "shutdown";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Milliseconds("drain-ms", Drain);
    }

    internal static ShutdownRequest Read(FieldMap fields) => new(fields.Milliseconds("drain-ms"));
}
