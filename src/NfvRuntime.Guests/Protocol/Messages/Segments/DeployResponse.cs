using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>The segment is built.</summary>
/// <param name="Digest">See <see cref="DeployRequest.Digest"/>.</param>
/// <param name="Warnings">For people, with line and column.</param>
public sealed record DeployResponse(string Digest, IReadOnlyList<string> Warnings) : Response
{
    /// <inheritdoc/>
    public override string Type => DeployRequest.TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Field("digest", Digest);
        writer.Field("warnings", Warnings);
    }

    internal static DeployResponse Read(FieldMap fields) => new(fields.Name("digest"), fields.Texts("warnings"));
}
