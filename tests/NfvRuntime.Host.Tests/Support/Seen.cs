namespace NfvRuntime.Host.Tests;

/// <summary>Counts how often each check was seen to fire.</summary>
internal sealed class Seen(params string[] checks)
{
    private readonly Dictionary<string, long> _counts = checks.ToDictionary(check => check, _ => 0L);

    /// <summary>Counts the check whose name the text contains.</summary>
    public void Add(string text)
    {
        foreach (string check in checks)
        {
            if (text.Contains(check, StringComparison.Ordinal))
            {
                _counts[check]++;
                return;
            }
        }

        Assert.Fail($"a check that the test does not know: {text}");
    }

    public void AssertAll(int seed) =>
        Assert.All(_counts, check => Assert.True(check.Value > 0, $"seed {seed}: '{check.Key}' was never seen to fire"));
}
