using System.Reflection;
using NfvRuntime.Guests;
using NfvRuntime.Runtime;

namespace NfvRuntime.Cli.Kinds;

/// <summary>Every kind of guest that this program starts.</summary>
internal static class GuestKinds
{
    public static IReadOnlyList<IGuestKind> All { get; } = [new ProcessGuests($"nfv {Version}")];

    private static string Version =>
        typeof(GuestKinds).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
