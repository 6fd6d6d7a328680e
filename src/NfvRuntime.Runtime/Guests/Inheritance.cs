using NfvRuntime.Chains;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>
/// What a host that died has left: guests that run on, and the regions and pipes over which those of a trust group went on with each other.
/// Everything that the dead host itself served is made anew.
/// </summary>
internal sealed class Inheritance
{
    /// <summary>What each guest runs, by its segment's number.</summary>
    public required IReadOnlyDictionary<int, SegmentDocument> Documents { get; init; }

    /// <summary>Regions by their numbers in the plan.</summary>
    public Dictionary<int, Region> Regions { get; } = [];

    /// <summary>Pipes by the numbers of their links.</summary>
    public Dictionary<int, BackToBackPipe> Pipes { get; } = [];

    /// <summary>What the guests know of the pipes' ends, by segment and port.</summary>
    public Dictionary<(int Segment, string Port), PtnetConfiguration> Records { get; } = [];
}
