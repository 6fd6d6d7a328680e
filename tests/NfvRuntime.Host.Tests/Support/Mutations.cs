using System.Globalization;

namespace NfvRuntime.Host.Tests;

/// <summary>How many mutations the hostile tests make together: what NFV_MUTATIONS says, or ten million in CI, or one million.</summary>
internal static class Mutations
{
    private static readonly long Total = long.Parse(
        Environment.GetEnvironmentVariable("NFV_MUTATIONS") ?? (Environment.GetEnvironmentVariable("CI") == "true" ? "10000000" : "1000000"),
        CultureInfo.InvariantCulture);

    public static long Share(int percent) => Total / 100 * percent;
}
