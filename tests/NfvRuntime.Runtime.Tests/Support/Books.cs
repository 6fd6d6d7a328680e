namespace NfvRuntime.Runtime.Tests.Support;

/// <summary>Asserts what must hold of every segment that stands still.</summary>
internal static class Books
{
    /// <summary>Conservation of the whole, which holds even while a stage has a burst in its hands.</summary>
    public static bool Conserve(SegmentReport report) =>
        report.Received + report.Created == report.Sent + report.Consumed + report.Held + report.Dropped.Values.Aggregate(0ul, (a, b) => a + b);

    public static void MustAddUp(Segment segment, string context = "")
    {
        SegmentReport report = segment.Report();
        Assert.True(report.Balances, $"{context}{Rig.Explain(report)}");
        foreach (RegionAuditResult audit in segment.Audit())
        {
            Assert.True(audit.Holds, $"{context}{audit}");
        }
    }

    public static void MustBeEmpty(Segment segment, string context = "")
    {
        MustAddUp(segment, context);
        Assert.True(segment.Report().Held == 0, $"{context}{Rig.Explain(segment.Report())}");
        Assert.True(segment.IsEmpty, $"{context}not empty: {Rig.Explain(segment.Report())}");
    }
}
