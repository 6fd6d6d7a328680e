namespace NfvRuntime.Netmap;

/// <summary>A region could not be made, mapped or used as asked; the message names the place and the way out.</summary>
public class RegionException(string message) : Exception(message);
