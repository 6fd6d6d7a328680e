using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>A port that the agent has.</summary>
/// <param name="Port">The port's name.</param>
/// <param name="Region">The region it lies in, as it was attached.</param>
/// <param name="User">The segment that uses it, or null.</param>
public sealed record ActualPort(string Port, RegionReference Region, string? User = null) : IWireRecord
{
    void IWireRecord.Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(3);
        writer.Field("port", Port);
        writer.Field("region", Region);
        writer.Field("user", User);
    }

    internal static ActualPort Read(FieldMap fields) =>
        new(fields.Name("port"), fields.Record("region", RegionReference.Read), fields.OptionalName("user"));
}
