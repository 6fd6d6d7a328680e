using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// Asks what a port was attached with, descriptors included: a host that comes back takes the memory and the pipes over which its guests went
/// on meanwhile.
/// </summary>
/// <param name="Port">The port's name.</param>
public sealed record RecallRequest(string Port) : RequestOf<RecallResponse>
{
    internal const string TypeName = "recall";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Field("port", Port);
    }

    internal static RecallRequest Read(FieldMap fields) => new(fields.Name("port"));
}
