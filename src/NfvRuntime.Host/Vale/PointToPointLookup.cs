namespace NfvRuntime.Host;

/// <summary>Two ports, each the other's only destination: a bump in the wire, which no learned address can divert.</summary>
public sealed class PointToPointLookup : ValeLookup
{
    /// <inheritdoc/>
    public override int MaxPorts => 2;

    /// <inheritdoc/>
    public override void Lookup(in ValeBatch batch)
    {
        byte other = batch.Source.Number == 0 ? (byte)1 : (byte)0;
        for (int slot = 0; slot < batch.SlotCount; slot = batch.Next(slot))
        {
            batch.Send(slot, other);
        }
    }
}
