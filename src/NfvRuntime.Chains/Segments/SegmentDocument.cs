using System.Security.Cryptography;
using System.Text;
using NfvRuntime.Chains.Segments;

namespace NfvRuntime.Chains;

/// <summary>
/// The part of a chain that runs in one place, as a chain document of its own: its stages with their settings, every path cut to what is
/// there, and a port for each end of a link.
/// </summary>
/// <param name="Segment">The segment's name: that of its guest, or <c>host</c>.</param>
/// <param name="Text">The document. Relative names of files in it refer to the folder of the chain file.</param>
/// <param name="Ports">Its ports, in the order of the document, but for those that a guest opens itself, which come last there.</param>
public sealed record SegmentDocument(string Segment, string Text, IReadOnlyList<SegmentPort> Ports)
{
    /// <summary>The scheme of ports that the segment does not open itself: <c>ptnet:NAME</c> is the port of that name which it is given.</summary>
    public const string Scheme = "ptnet";

    /// <summary>SHA-256 of the text, in lower-case hexadecimal.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Writes the document of a segment.</summary>
    /// <param name="plan">The chain, as <see cref="ChainFile"/> read it.</param>
    /// <param name="segment">One of its placement's.</param>
    /// <exception cref="InvalidOperationException">The plan was not read from a text.</exception>
    public static SegmentDocument Of(ChainPlan plan, PlanSegment segment)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(segment);
        return SegmentWriter.Write(plan, segment);
    }
}
