namespace Acme.DnsGuard;

/// <summary>The answer to <see cref="BlockDomain"/>.</summary>
/// <param name="Domains">All that are blocked now.</param>
public sealed record BlockedDomains(IReadOnlyList<string> Domains);
