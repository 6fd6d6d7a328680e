namespace NfvRuntime.Ports;

/// <summary>A mistake in what a user wrote about a port.</summary>
/// <param name="Key">The option at fault; null for the name that is to be opened.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record PortOptionError(string? Key, string Message);
