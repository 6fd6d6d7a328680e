namespace NfvRuntime.Sdk;

/// <summary>A stage cannot be made because its kind could not be loaded.</summary>
/// <param name="message">Why.</param>
public sealed class StageUnavailableException(string message) : Exception(message);
