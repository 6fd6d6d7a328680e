namespace NfvRuntime.Netmap;

/// <summary>A port of a VALE switch: <c>valeX:Y</c>.</summary>
/// <param name="Switch">What stands before the colon, <c>vale</c> included.</param>
/// <param name="Port">What stands after the colon, without a pipe's bracket and identifier.</param>
public sealed record ValeName(string Switch, string Port)
{
    private const int MaxPart = 15;

    /// <summary>Reads a port name that may be a VALE port's.</summary>
    /// <returns>Null unless the name is <c>vale</c>, an identifier or nothing, a colon, and something.</returns>
    internal static ValeName? From(string name)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < name.Length - 1
            && name.StartsWith("vale", StringComparison.Ordinal) && Identifier.IsValid(name.AsSpan(4, colon - 4))
            ? new ValeName(name[..colon], name[(colon + 1)..])
            : null;
    }

    /// <summary>What the kernel would object to in a name that begins as a VALE port's does; null if nothing.</summary>
    /// <remarks>The kernel takes every name that begins with the letters "val" for one, so an interface called so cannot be opened.</remarks>
    internal static string? KernelObjection(string name)
    {
        if (!name.StartsWith("val", StringComparison.Ordinal))
        {
            return null;
        }

        if (From(name) is not { } vale)
        {
            return $"'{name}' begins with \"val\" but is no VALE port: expected valeX:Y";
        }

        if (!Identifier.IsValid(vale.Port))
        {
            return $"VALE port '{vale.Port}': expected letters, digits and underscores";
        }

        return vale.Switch.Length > MaxPart || vale.Port.Length > MaxPart
            ? $"'{name}': expected at most {MaxPart} characters before and after the colon"
            : null;
    }
}
