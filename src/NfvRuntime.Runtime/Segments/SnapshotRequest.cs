namespace NfvRuntime.Runtime;

/// <summary>Asks a segment's actor for its <see cref="SegmentReport"/>, taken between two turns, so that the books balance.</summary>
public sealed class SnapshotRequest
{
    /// <summary>The request.</summary>
    public static readonly SnapshotRequest Instance = new();

    private SnapshotRequest()
    {
    }
}
