using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>The guest stands still.</summary>
/// <param name="Bitmap">Bit i % 8 of byte i / 8 is 1 for each buffer that it has outside of rings: in bursts, kept by stages, or lent and free.
/// Bytes that are missing count as 0. Its word, to be judged.</param>
public sealed record HoldResponse(ReadOnlyMemory<byte> Bitmap) : Response
{
    /// <inheritdoc/>
    public override string Type => HoldRequest.TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Field("bitmap", Bitmap);
    }

    internal static HoldResponse Read(FieldMap fields) => new(fields.Bytes("bitmap"));
}
