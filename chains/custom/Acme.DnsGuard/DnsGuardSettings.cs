using NfvRuntime.Sdk.Settings;

namespace Acme.DnsGuard;

/// <summary>The settings of <c>acme-dns-guard</c>.</summary>
/// <param name="Block">Domains; each stands for itself and all below it.</param>
/// <param name="Pending">Questions whose answers are waited for at once, 1 to 1,048,576; beyond that the oldest is forgotten.</param>
/// <param name="Timeout">How long an answer may take.</param>
public sealed record DnsGuardSettings(IReadOnlyList<string> Block, int Pending, TimeSpan Timeout)
{
    /// <summary>Reads the settings of a stage in a chain file. Mistakes go to the reader, which goes on.</summary>
    /// <param name="reader">They, and where mistakes go.</param>
    public static DnsGuardSettings Read(SettingsReader reader)
    {
        IReadOnlyList<string> block = reader.Optional("block", Format.OneOrMany(DomainFormat.Instance), []);
        foreach (string domain in block)
        {
            if (block.FirstOrDefault(other => domain.EndsWith("." + other, StringComparison.Ordinal)) is { } parent)
            {
                reader.Warn("block", $"'{domain}' is blocked already, since '{parent}' is");
            }
        }

        return new DnsGuardSettings(
            block,
            reader.Optional("pending", Format.Int(1, 1 << 20), 4096),
            reader.Optional("timeout", Format.Duration(TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)), TimeSpan.FromSeconds(5)));
    }
}
