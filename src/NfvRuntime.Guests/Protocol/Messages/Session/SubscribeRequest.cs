using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Says which droppable events the host wants; before it, none come.</summary>
/// <param name="Logs">Log entries of this level and above; null for none.</param>
/// <param name="Counters">How often counters come; zero for never.</param>
public sealed record SubscribeRequest(LogLevel? Logs, TimeSpan Counters) : RequestOf<Done>
{
    internal const string TypeName = "subscribe";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Field("logs", Logs is { } level ? WireNames<LogLevel>.Of(level) : null);
        writer.Milliseconds("counters-ms", Counters);
    }

    internal static SubscribeRequest Read(FieldMap fields) =>
        new(fields.Has("logs") ? fields.Choice<LogLevel>("logs") : null, fields.Milliseconds("counters-ms"));
}
