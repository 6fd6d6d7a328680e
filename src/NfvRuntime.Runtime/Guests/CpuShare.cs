using System.Globalization;

namespace NfvRuntime.Runtime;

/// <summary>Deals the machine's CPUs out to guests, in turn, so that those with few share as few as possible with others.</summary>
/// <param name="cpus">CPUs of the machine.</param>
internal sealed class CpuShare(int cpus)
{
    private int _next;

    /// <summary>The next guest's CPUs.</summary>
    /// <param name="wanted">How many.</param>
    /// <returns>A list such as <c>2,3</c>; null if it may use all.</returns>
    public string? Next(int wanted)
    {
        if (wanted >= cpus)
        {
            return null;
        }

        int first = _next;
        _next = (_next + wanted) % cpus;
        return string.Join(',', Enumerable.Range(0, wanted).Select(i => ((first + i) % cpus).ToString(CultureInfo.InvariantCulture)));
    }
}
