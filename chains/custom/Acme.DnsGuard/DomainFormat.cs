using NfvRuntime.Sdk.Settings;

namespace Acme.DnsGuard;

/// <summary>How a domain is written: labels of letters, digits, dashes and underscores with dots between them (RFC 1035, section 2.3.1).</summary>
internal sealed class DomainFormat : ScalarFormat<string>
{
    public static readonly DomainFormat Instance = new();

    public override string Expected => "a domain such as ads.example";

    public override string Placeholder => "";

    protected override ParseResult Parse(string text, out string value)
    {
        value = text.TrimEnd('.').ToLowerInvariant();
        return value.Length is > 0 and < DnsQuestion.MaxNameLength && value.Split('.').All(IsLabel) ? ParseResult.Ok : ParseResult.Malformed;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
