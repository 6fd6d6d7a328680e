namespace NfvRuntime.Host;

/// <summary>Whom one side of a back-to-back ring wakes, and how it is woken.</summary>
/// <param name="Own">Readable when this side is to wake up.</param>
/// <param name="Peer">Wakes the other side.</param>
/// <param name="Arbiter">Wakes the host when a reset is asked for or answered; null where the host looks by itself.</param>
public readonly record struct BackToBackWakes(Wake Own, Wake Peer, Wake? Arbiter = null);
