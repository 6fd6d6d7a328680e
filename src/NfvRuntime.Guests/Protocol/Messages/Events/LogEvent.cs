using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>A log entry. Droppable.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Level">How grave.</param>
/// <param name="Source">Who: an actor's path, a stage ...</param>
/// <param name="Text">What.</param>
public sealed record LogEvent(DateTime Time, LogLevel Level, string Source, string Text) : Event
{
    internal const string TypeName = "log";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <inheritdoc/>
    public override bool Droppable => true;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Field("time", Time);
        writer.Field("level", Level);
        writer.Field("source", Source);
        writer.Field("text", Text);
    }

    internal static LogEvent Read(FieldMap fields) =>
        new(fields.Time("time"), fields.Choice<LogLevel>("level"), fields.Name("source"), fields.Text("text"));
}
