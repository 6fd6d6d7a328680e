using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains;

/// <summary>What a chain file's check needs to know of a kind of guest. Implementations are immutable.</summary>
public interface IGuestDescription
{
    /// <summary>The kind's name as written in a chain file.</summary>
    string Name { get; }

    /// <summary>
    /// Reads the keys of a guest that are the kind's own: all but <c>kind</c>, <c>trust</c>, <c>run</c> and <c>ports</c>. Mistakes go to the
    /// reader; the caller finishes the reader.
    /// </summary>
    GuestSettings ReadSettings(SettingsReader reader);
}
