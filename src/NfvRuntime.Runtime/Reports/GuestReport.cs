namespace NfvRuntime.Runtime;

/// <summary>How a guest has fared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Phase">What it does.</param>
/// <param name="Process">The process that it is; 0 if there is none.</param>
/// <param name="Deaths">Times it died.</param>
/// <param name="LastDeath">What it died of the last time; null if it never did.</param>
/// <param name="Outage">How long each death kept its segment from running.</param>
/// <param name="Pause">How long each death made others of its regions stand still.</param>
/// <param name="Reclaimed">Buffers that came back from its dead processes.</param>
/// <param name="Ports">The ports that it uses, ends of links among them.</param>
public sealed record GuestReport(
    string Name,
    string Kind,
    GuestPhase Phase,
    int Process,
    ulong Deaths,
    string? LastDeath,
    TimesReport? Outage,
    TimesReport? Pause,
    ulong Reclaimed,
    IReadOnlyList<PortReport> Ports)
{
    /// <summary>Whether it was found running when this host came: an earlier one had started it.</summary>
    public bool Adopted { get; init; }
}
