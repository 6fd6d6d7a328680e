namespace NfvRuntime.Netmap;

/// <summary>A ptnet configuration record cannot be used; the message names the field and what is wrong with it.</summary>
public sealed class PtnetException(string message) : Exception(message);
