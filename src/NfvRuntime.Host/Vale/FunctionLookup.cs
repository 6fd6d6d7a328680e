namespace NfvRuntime.Host;

/// <summary>Says where one packet goes.</summary>
/// <param name="header">The first slot's bytes; at least an Ethernet header. They may change while they are read.</param>
/// <param name="sourcePort">The sending port's number.</param>
/// <param name="sourceRing">Its ring.</param>
/// <returns>A port's number, <see cref="ValeLookup.Broadcast"/> or <see cref="ValeLookup.Drop"/>.</returns>
public delegate byte ValeLookupFunction(ReadOnlySpan<byte> header, int sourcePort, int sourceRing);

/// <summary>A look-up made of a function, for switches that forward by something else than learned addresses.</summary>
/// <param name="function">Asked for every packet, by every sending thread.</param>
public sealed class FunctionLookup(ValeLookupFunction function) : ValeLookup
{
    /// <inheritdoc/>
    public override void Lookup(in ValeBatch batch)
    {
        for (int slot = 0; slot < batch.SlotCount; slot = batch.Next(slot))
        {
            batch.Send(slot, function(batch.Header(slot), batch.Source.Number, batch.SourceRing));
        }
    }
}
