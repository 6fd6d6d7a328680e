namespace NfvRuntime.Cli.Doctor;

/// <summary>What a check has found.</summary>
/// <param name="Check">The check, such as <c>kvm</c>.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Says">What was found.</param>
/// <param name="Fix">What to do about it; null where nothing is to be done.</param>
internal sealed record Finding(string Check, FindingLevel Level, string Says, string? Fix = null);
