namespace NfvRuntime.Runtime;

/// <summary>Something that a guest, or who starts it, has to say.</summary>
/// <param name="IsWarning">Whether somebody should look at it.</param>
/// <param name="Source">Who says it: an actor in the guest, or its program.</param>
/// <param name="Text">What.</param>
public sealed record GuestLogEntry(bool IsWarning, string Source, string Text);
