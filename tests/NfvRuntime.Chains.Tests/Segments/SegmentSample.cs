using System.Diagnostics.CodeAnalysis;
using NfvRuntime.Chains.Tests.Kinds;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Tests.Segments;

/// <summary>Documents of segments, read as a guest reads them: with ports that it is given.</summary>
internal static class SegmentSample
{
    public static ChainPlan Read(SegmentDocument document)
    {
        var result = ChainFile.Parse(document.Text, "segment.yaml", new SampleStages(), new GivenPorts());
        Assert.True(result.Diagnostics.Count == 0, $"{Sample.Lines(result)}\n{document.Text}");
        return result.Plan!;
    }

    public static IReadOnlyList<SegmentDocument> Cut(ChainPlan plan) =>
        [.. plan.Placement.Segments.Select(segment => SegmentDocument.Of(plan, segment))];

    private sealed class GivenPorts : IPortKinds
    {
        private readonly SamplePorts _others = new();
        private readonly SamplePort _given = new(SegmentDocument.Scheme);

        public IEnumerable<string> Schemes => _others.Schemes.Append(_given.Scheme);

        public bool TryGet(string scheme, [NotNullWhen(true)] out IPortDescription? kind)
        {
            kind = scheme == _given.Scheme ? _given : null;
            return kind is not null || _others.TryGet(scheme, out kind);
        }
    }
}
