namespace NfvRuntime.Guests.Protocol;

/// <summary>Versions that one side speaks, from the oldest to the newest.</summary>
/// <param name="Oldest">At least 1.</param>
/// <param name="Newest">Not below <paramref name="Oldest"/>.</param>
public readonly record struct ProtocolVersions(uint Oldest, uint Newest)
{
    /// <summary>What this build speaks.</summary>
    public static readonly ProtocolVersions Current = new(1, 1);

    /// <summary>The newest version that both sides speak, or null.</summary>
    public uint? Common(ProtocolVersions other)
    {
        uint newest = Math.Min(Newest, other.Newest);
        return newest >= Math.Max(Oldest, other.Oldest) ? newest : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Oldest == Newest ? $"{Oldest}" : $"{Oldest} to {Newest}";
}
