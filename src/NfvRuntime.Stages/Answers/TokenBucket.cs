using System.Diagnostics;

namespace NfvRuntime.Stages;

/// <summary>A limit to how often something is done: a mean rate, and a tenth of a second's worth at once (RFC 4443 section 2.4(f)).</summary>
internal sealed class TokenBucket
{
    private readonly double _perTick;
    private readonly double _most;
    private double _tokens;
    private long _at;

    /// <param name="rate">Times a second, above 0.</param>
    /// <param name="now">Stopwatch timestamp.</param>
    public TokenBucket(double rate, long now)
    {
        _perTick = rate / Stopwatch.Frequency;
        _most = _tokens = Math.Max(1, rate / 10);
        _at = now;
    }

    /// <summary>Whether it may be done once more now.</summary>
    public bool TryTake(long now)
    {
        _tokens = Math.Min(_most, _tokens + ((now - _at) * _perTick));
        _at = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
