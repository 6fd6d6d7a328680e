namespace NfvRuntime.Host;

/// <summary>Takes kernel port names (without a <c>netmap:</c> prefix) apart.</summary>
internal static class PortNaming
{
    /// <summary>The pipe that a name means, if it has a bracket: the last one decides.</summary>
    /// <exception cref="NetmapException">EINVAL: the parent or the identifier is missing.</exception>
    public static bool TryPipe(string name, out string parent, out string id, out bool isMaster)
    {
        int bracket = name.LastIndexOfAny(['{', '}']);
        parent = bracket < 0 ? "" : name[..bracket];
        id = bracket < 0 ? "" : name[(bracket + 1)..];
        isMaster = bracket >= 0 && name[bracket] == '{';
        if (bracket < 0)
        {
            return false;
        }

        if (parent.Length == 0 || id.Length == 0 || !id.All(IsNameCharacter))
        {
            throw new NetmapException(NetmapErrno.EINVAL, $"'{name}' is no pipe: write parent{{id or parent}}id, with letters, digits and _ as id");
        }

        return true;
    }

    /// <summary>The switch that a name means, if it begins with <c>vale</c>.</summary>
    /// <exception cref="NetmapException">EINVAL: not <c>valeX:Y</c>, or too long.</exception>
    public static bool TryVale(string name, out string switchName)
    {
        switchName = "";
        if (!name.StartsWith("vale", StringComparison.Ordinal))
        {
            return false;
        }

        int colon = name.IndexOf(':');
        string port = name[(colon + 1)..];
        if (colon < 0 || port.Length == 0 || !name[..colon].All(IsNameCharacter) || !port.All(IsNameCharacter))
        {
            throw new NetmapException(NetmapErrno.EINVAL, $"'{name}' is no VALE port: write valeX:Y, with letters, digits and _ as X and Y");
        }

        if (colon > HostLimits.ValeNameLength || port.Length > HostLimits.ValeNameLength)
        {
            throw new NetmapException(NetmapErrno.EINVAL,
                $"'{name}' is too long: at most {HostLimits.ValeNameLength} characters before the colon and as many after it");
        }

        switchName = name[..colon];
        return true;
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
