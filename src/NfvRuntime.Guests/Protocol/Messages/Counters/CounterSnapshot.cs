using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Values of counters at about one time.</summary>
/// <param name="Revision">The layout that they belong to.</param>
/// <param name="Time">When they were read, UTC.</param>
/// <param name="From">The column of the first value.</param>
/// <param name="Values">Values of successive columns.</param>
public sealed record CounterSnapshot(ulong Revision, DateTime Time, uint From, IReadOnlyList<ulong> Values) : IWireRecord
{
    void IWireRecord.Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Field("revision", Revision);
        writer.Field("time", Time);
        writer.Field("from", From);
        writer.Field("values", Values);
    }

    internal static CounterSnapshot Read(FieldMap fields) =>
        new(fields.UInt64("revision"), fields.Time("time"), fields.UInt32("from"), fields.UInt64s("values"));
}
