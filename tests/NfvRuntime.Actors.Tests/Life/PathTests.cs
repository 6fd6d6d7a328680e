namespace NfvRuntime.Actors.Tests.Life;

public sealed class PathTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_path_is_written_from_the_system_down()
    {
        IActorRef actor = _test.Start((_, context) => context.Sender.Tell(context.ActorOf(Scripted.Props((_, _) => { }), "leaf").Path), "root");
        ActorPath leaf = TestSystem.Answer<ActorPath>(actor, "path?");
        Assert.Equal($"akka://{_test.System.Name}/user/root/leaf", leaf.ToString());
        Assert.Equal("/user/root/leaf", leaf.ToStringWithoutAddress());
        Assert.Equal($"{leaf}#{leaf.Uid}", leaf.ToStringWithUid());
        Assert.Equal(["user", "root", "leaf"], leaf.Elements);
        Assert.Equal(3, leaf.Depth);
        Assert.Equal(actor.Path, leaf.Parent);
        Assert.Equal($"akka://{_test.System.Name}/", leaf.Root.ToString());
        Assert.Equal("/", leaf.Root.ToStringWithoutAddress());
        Assert.Equal(leaf.Root, leaf.Root.Parent);
    }

    [Fact]
    public void Paths_of_one_place_are_equal_whoever_lives_there()
    {
        ActorPath path = _test.Start((_, _) => { }, "place").Path;
        ActorPath same = path.Parent / "place";
        Assert.True(path == same);
        Assert.False(path != same);
        Assert.Equal(path.GetHashCode(), same.GetHashCode());
        Assert.Equal(0, path.CompareTo(same));
        Assert.NotEqual(path.Uid, same.Uid);
        Assert.Equal(path.Uid, same.WithUid(path.Uid).Uid);
        Assert.True(path != path.Child("deeper"));
        Assert.True(path.CompareTo(path.Child("deeper")) < 0);
    }

    [Fact]
    public void References_sort_by_path_and_then_by_incarnation()
    {
        IActorRef a = _test.Start((_, _) => { }, "a");
        IActorRef b = _test.Start((_, _) => { }, "b");
        Assert.Equal([a, b], new[] { b, a }.Order());
        Assert.True(a.CompareTo((object?)null) > 0);
        Assert.Equal(0, a.CompareTo(a));
        Assert.Throws<ArgumentException>(() => a.CompareTo("text"));
        Assert.True(a.CompareTo(ActorRefs.Nobody) != 0);
    }
}
