using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Takes a port back; no segment may use it any more.</summary>
/// <param name="Port">The port's name.</param>
public sealed record DetachRequest(string Port) : RequestOf<Done>
{
    internal const string TypeName = "detach";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Field("port", Port);
    }

    internal static DetachRequest Read(FieldMap fields) => new(fields.Name("port"));
}
