namespace NfvRuntime.Guests.Protocol;

/// <summary>How large frames may be.</summary>
/// <param name="MaxBody">Greatest length of a body, in bytes.</param>
/// <param name="MaxDescriptors">Most descriptors beside a frame, 0 to 64.</param>
public readonly record struct FrameLimits(int MaxBody, int MaxDescriptors)
{
    /// <summary>Until both sides have said hello: a stranger gets little memory and no descriptors.</summary>
    public static readonly FrameLimits Hello = new(4096, 0);

    /// <summary>The default once they have.</summary>
    public static readonly FrameLimits Session = new(1 << 20, 64);

    /// <summary>The least that a side may offer as greatest body.</summary>
    public const int LeastMaxBody = 4096;

    /// <summary>The most that a side may offer as greatest body.</summary>
    public const int GreatestMaxBody = 64 << 20;
}
