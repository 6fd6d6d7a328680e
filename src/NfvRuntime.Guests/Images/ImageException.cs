namespace NfvRuntime.Guests.Images;

/// <summary>An image cannot be made; the message says what is missing and how to get it.</summary>
/// <param name="message">Says so.</param>
public sealed class ImageException(string message) : IOException(message);
