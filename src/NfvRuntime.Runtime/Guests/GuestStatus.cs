namespace NfvRuntime.Runtime;

/// <summary>How a guest fares.</summary>
/// <param name="Phase">What it does now.</param>
/// <param name="ProcessId">The process that it is; 0 while there is none.</param>
/// <param name="Deaths">Times it died.</param>
/// <param name="LastDeath">What it died of the last time; null if it never did.</param>
/// <param name="OutagesMs">How long each death kept its segment from running, in milliseconds, in order; of the last 1024.</param>
/// <param name="PausesMs">How long each death made others of its trust group stand still, in milliseconds; of the last 1024.</param>
/// <param name="Reclaimed">Buffers that came back from dead processes.</param>
public sealed record GuestStatus(
    GuestPhase Phase,
    int ProcessId,
    ulong Deaths,
    string? LastDeath,
    IReadOnlyList<double> OutagesMs,
    IReadOnlyList<double> PausesMs,
    ulong Reclaimed)
{
    private const int Remembered = 1024;

    /// <summary>Whether it was found running when this host came: an earlier one had started it.</summary>
    public bool IsAdopted { get; init; }

    internal static GuestStatus AtFirst { get; } = new(GuestPhase.Starting, 0, 0, null, [], [], 0);

    internal static IReadOnlyList<double> Append(IReadOnlyList<double> times, TimeSpan time) =>
        [.. times.TakeLast(Remembered - 1), Math.Round(time.TotalMilliseconds, 3)];
}
