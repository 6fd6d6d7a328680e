using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Ends a hold. Without one nothing happens.</summary>
/// <param name="Region">The region's number.</param>
public sealed record ReleaseRequest(uint Region) : RequestOf<Done>
{
    internal const string TypeName = "release";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Field("region", (ulong)Region);
    }

    internal static ReleaseRequest Read(FieldMap fields) => new(fields.UInt32("region"));
}
