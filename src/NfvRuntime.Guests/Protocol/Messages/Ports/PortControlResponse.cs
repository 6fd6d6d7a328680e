using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>What the control register reads back.</summary>
/// <param name="Error">0, or the error number of Linux.</param>
/// <param name="Value">What the operation gives, for example the header length that the host took.</param>
public sealed record PortControlResponse(uint Error, ulong Value) : Response
{
    /// <inheritdoc/>
    public override string Type => PortControlRequest.TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Field("error", Error);
        writer.Field("value", Value);
    }

    internal static PortControlResponse Read(FieldMap fields) => new(fields.UInt32("error", 0, 4095), fields.UInt64("value"));
}
