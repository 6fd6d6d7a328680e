namespace NfvRuntime.Litmus;

/// <summary>Random delays between nothing and some hundred nanoseconds, short ones as likely as long ones; reproducible by seed.</summary>
internal struct Jitter(ulong seed)
{
    private const int Scales = 8;

    private ulong _state = (seed * 0x9E3779B97F4A7C15UL) | 1;

    /// <summary>The next random number (xorshift64*).</summary>
    public uint Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (uint)((_state * 0x2545F4914F6CDD1DUL) >> 32);
    }

    /// <summary>Spins needed for a delay: uniform below a power of two that is itself drawn from 1 to 128.</summary>
    public int NextSpins()
    {
        uint random = Next();
        return (int)((random >> 8) & ((1u << (int)(random % Scales)) - 1));
    }
}
