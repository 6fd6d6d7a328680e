namespace NfvRuntime.Guests.Transport;

/// <summary>Who may connect.</summary>
/// <param name="Uid">This user only; null for any.</param>
/// <param name="Pid">This process only; null for any.</param>
public readonly record struct PeerPolicy(uint? Uid = null, int? Pid = null)
{
    /// <summary>Processes of the user that this process runs as.</summary>
    public static PeerPolicy SameUser => new(Native.Libc.EffectiveUser());

    /// <summary>Whether the policy lets this peer in.</summary>
    public bool Admits(PeerCredentials peer) => (Uid ?? peer.Uid) == peer.Uid && (Pid ?? peer.Pid) == peer.Pid;
}
