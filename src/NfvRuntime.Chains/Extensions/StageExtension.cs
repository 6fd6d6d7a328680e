using NfvRuntime.Sdk;

namespace NfvRuntime.Chains;

/// <summary>An assembly from outside the product, with the kinds of stages that were found in it. Loaded once in a process, and never unloaded.</summary>
/// <param name="Name">The assembly's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="File">Its full path.</param>
/// <param name="Kinds">Its kinds, by name.</param>
public sealed record StageExtension(string Name, Version Version, string File, IReadOnlyList<StageKind> Kinds)
{
    /// <summary>How messages and listings call it: <c>Acme.DnsGuard 1.2.0 (/opt/acme/Acme.DnsGuard.dll)</c>.</summary>
    public override string ToString() => $"{Name} {Version.ToString(3)} ({File})";
}
