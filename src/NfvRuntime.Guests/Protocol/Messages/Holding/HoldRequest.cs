using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// After the death of a guest in a shared region: has a survivor stand still, and say which of the region's buffers it has outside of rings. It
/// goes on by <see cref="ReleaseRequest"/>, when the connection ends, or when the time is over.
/// </summary>
/// <param name="Region">The region's number.</param>
/// <param name="Most">For how long at most, 1 ms to <see cref="GreatestMilliseconds"/>.</param>
public sealed record HoldRequest(uint Region, TimeSpan Most) : RequestOf<HoldResponse>
{
    /// <summary>The longest hold.</summary>
    public const uint GreatestMilliseconds = 2000;

    internal const string TypeName = "hold";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Field("region", (ulong)Region);
        writer.Field("for-ms", (ulong)Most.TotalMilliseconds);
    }

    internal static HoldRequest Read(FieldMap fields) =>
        new(fields.UInt32("region"), TimeSpan.FromMilliseconds(fields.UInt32("for-ms", least: 1, greatest: GreatestMilliseconds)));
}
