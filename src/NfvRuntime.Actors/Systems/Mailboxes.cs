using NfvRuntime.Actors.Configuration;

namespace NfvRuntime.Actors;

/// <summary>What mailboxes a system's configuration describes.</summary>
internal static class Mailboxes
{
    /// <summary>The id of the mailbox without end.</summary>
    public const string Default = "";

    /// <summary>The capacity of what has no end.</summary>
    public const int NoLimit = -1;

    /// <summary>How many messages a mailbox holds.</summary>
    /// <exception cref="ConfigurationException">The configuration does not describe it.</exception>
    public static int CapacityOf(Config config, string mailbox)
    {
        if (mailbox.Length == 0)
        {
            return NoLimit;
        }

        string type = config.GetString(mailbox + ".mailbox-type")
            ?? throw new ConfigurationException($"Mailbox Type [{mailbox}] not configured: {mailbox}.mailbox-type is missing.");
        bool bounded = type.Contains("Bounded", StringComparison.Ordinal); // Unbounded is written with a small b.
        int capacity = bounded ? config.GetInt(mailbox + ".mailbox-capacity", 1000) : NoLimit;
        return !bounded || capacity > 0 ? capacity : throw new ConfigurationException($"{mailbox}.mailbox-capacity must be positive, not {capacity}.");
    }
}
