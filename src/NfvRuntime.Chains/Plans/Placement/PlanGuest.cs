namespace NfvRuntime.Chains;

/// <summary>A guest to start.</summary>
/// <param name="Name">As the user called it.</param>
/// <param name="Kind">What starts it.</param>
/// <param name="Settings">What <see cref="IGuestDescription.ReadSettings"/> returned.</param>
public sealed record PlanGuest(string Name, IGuestDescription Kind, GuestSettings Settings)
{
    /// <summary>What the process that starts the guests is called wherever it stands beside them; also its trust group.</summary>
    public const string HostName = "host";
}
