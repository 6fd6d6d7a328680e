namespace Acme.DnsGuard;

/// <summary>A control message: blocks one more domain until the chain ends. The answer is <see cref="BlockedDomains"/>.</summary>
/// <param name="Domain">In lower case, without a dot at the end.</param>
public sealed record BlockDomain(string Domain);
