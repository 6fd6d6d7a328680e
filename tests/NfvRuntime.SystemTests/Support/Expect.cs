namespace NfvRuntime.SystemTests.Support;

internal static class Expect
{
    /// <summary>Fails with all complaints in full, one a line.</summary>
    public static void None(IEnumerable<string> complaints)
    {
        string all = string.Join('\n', complaints);
        Assert.True(all.Length == 0, all);
    }
}
