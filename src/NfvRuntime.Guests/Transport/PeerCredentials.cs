namespace NfvRuntime.Guests.Transport;

/// <summary>Who is at the other end of a Unix socket, as the kernel noted when it connected (SO_PEERCRED).</summary>
/// <param name="Pid">Process; 0 if it is outside this process's PID namespace.</param>
/// <param name="Uid">Effective user.</param>
/// <param name="Gid">Effective group.</param>
public readonly record struct PeerCredentials(int Pid, uint Uid, uint Gid);
