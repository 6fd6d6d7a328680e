using NfvRuntime.Sdk;

namespace Acme.DnsGuard;

/// <summary>Why the guard drops packets. The names are shared by all stages of a process, so they begin with the maker's own word.</summary>
public static class DnsGuardDrops
{
    /// <summary>A question about a blocked domain, where no path leaves the gate <c>blocked</c>.</summary>
    public static readonly DropReason Blocked =
        DropReason.Register("acme-dns-blocked", "The question was about a blocked domain; see 'block' of the stage.");

    /// <summary>An answer to no question.</summary>
    public static readonly DropReason Unasked =
        DropReason.Register("acme-dns-unasked", "Nobody had asked, or the answer came later than 'timeout'; many of these are a reflection attack.");

    /// <summary>No DNS message.</summary>
    public static readonly DropReason Malformed =
        DropReason.Register("acme-dns-malformed", "The datagram went from or to port 53 and holds no DNS message with one question.");
}
