namespace NfvRuntime.SystemTests.FirstChain;

/// <summary>Where a frame of the first chain ends.</summary>
internal enum Verdict
{
    Passed,
    Denied,
    Malformed,
}
