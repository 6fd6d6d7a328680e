using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>A piece of state was taken.</summary>
/// <param name="Received">Bytes so far; the state is in place when this reaches the total.</param>
public sealed record ImportStateResponse(ulong Received) : Response
{
    /// <inheritdoc/>
    public override string Type => ImportStateRequest.TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Field("received", Received);
    }

    internal static ImportStateResponse Read(FieldMap fields) => new(fields.UInt64("received"));
}
