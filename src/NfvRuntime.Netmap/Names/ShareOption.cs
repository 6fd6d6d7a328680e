namespace NfvRuntime.Netmap;

/// <summary><c>@share=port</c>: use the memory of another port.</summary>
/// <param name="Port">The other port.</param>
public sealed record ShareOption(string Port)
{
    /// <summary>As it stands in a port name.</summary>
    public override string ToString() => $"@share={Port}";
}
