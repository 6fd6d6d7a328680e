namespace NfvRuntime.Actors.Tests.Api;

public sealed class ApiTests
{
    /// <summary>
    /// What is listed exists in Akka.NET 1.5 under the same names (its namespaces Akka and Akka.Actor are one here). A member that is added
    /// on purpose is looked up there first; then the listing that the failure names takes the place of the approved one.
    /// </summary>
    [Fact]
    public void The_subset_of_Akka_NET_is_the_approved_one() => Compare(
        "NfvRuntime.Actors.approved.txt",
        ApiListing.Of(typeof(ActorSystem).Assembly, space => !space.EndsWith(".Islands", StringComparison.Ordinal)));

    [Fact]
    public void The_test_kit_is_the_approved_one() => Compare(
        "NfvRuntime.Actors.TestKit.approved.txt", ApiListing.Of(typeof(TestProbe).Assembly, _ => true));

    private static void Compare(string approved, string actual)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Api", approved);
        string received = Path.ChangeExtension(path, ".received.txt");
        File.WriteAllText(received, actual);
        string expected = File.Exists(path) ? File.ReadAllText(path) : "";
        string[] added = [.. actual.Split('\n').Except(expected.Split('\n'))];
        string[] gone = [.. expected.Split('\n').Except(actual.Split('\n'))];
        Assert.True(
            expected == actual,
            $"The public members differ from Api/{approved}.\nNew:\n{string.Join('\n', added)}\nGone:\n{string.Join('\n', gone)}\nThe listing is {received}.");
    }
}
