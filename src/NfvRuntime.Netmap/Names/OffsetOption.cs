namespace NfvRuntime.Netmap;

/// <summary><c>@offset=initial[,bits]</c>: per-slot data offsets. Whether a program honours it is its own choice.</summary>
/// <param name="Initial">Offset in bytes that every slot gets at first.</param>
/// <param name="Bits">Bits of the slot's ptr that hold the offset, 0 to 64; null leaves it to the host, 0 means all 64.</param>
public sealed record OffsetOption(uint Initial, uint? Bits = null)
{
    /// <summary>As it stands in a port name.</summary>
    public override string ToString() => Bits is null ? $"@offset={Initial}" : $"@offset:initial={Initial},bits={Bits}";
}
