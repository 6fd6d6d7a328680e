namespace NfvRuntime.Chains.Extensions;

/// <summary>An extension that cannot be used.</summary>
/// <param name="code">One of <see cref="ChainCodes"/>.</param>
/// <param name="message">What is wrong with it and what would help; it goes behind the extension's path.</param>
internal sealed class ExtensionException(string code, string message) : Exception(message)
{
    public string Code => code;
}
