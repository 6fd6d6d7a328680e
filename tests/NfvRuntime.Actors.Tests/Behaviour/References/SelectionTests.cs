namespace ActorBehaviour.References;

public sealed class SelectionTests : TestKit
{
    private readonly IActorRef _top;
    private readonly IActorRef _left;
    private readonly IActorRef _right;
    private readonly IActorRef _leaf;

    public SelectionTests()
    {
        _top = Sys.ActorOf(Props.Create<Tree>(), "top");
        _left = Grow(_top, "left");
        _right = Grow(_top, "right");
        _leaf = Grow(_left, "leaf");
    }

    [Fact]
    public void An_absolute_path_selects_one_actor()
    {
        Sys.ActorSelection("/user/top/left").Tell("name");
        ExpectMsg("left");
    }

    [Fact]
    public void A_whole_path_selects_one_actor()
    {
        Sys.ActorSelection(_leaf.Path.ToString()).Tell("name");
        ExpectMsg("leaf");
    }

    [Fact]
    public void A_path_object_selects_its_actor()
    {
        Sys.ActorSelection(_leaf.Path).Tell("name");
        ExpectMsg("leaf");
    }

    [Fact]
    public void A_star_selects_all_children()
    {
        Sys.ActorSelection("/user/top/*").Tell("name");
        ExpectMsgAllOf("left", "right");
    }

    [Fact]
    public void A_pattern_selects_the_children_that_match()
    {
        Sys.ActorSelection("/user/top/r*t").Tell("name");
        ExpectMsg("right");
        Sys.ActorSelection("/user/top/l?ft").Tell("name");
        ExpectMsg("left");
    }

    [Fact]
    public void A_pattern_may_stand_in_the_middle()
    {
        Sys.ActorSelection("/user/top/*/leaf").Tell("name");
        ExpectMsg("leaf");
    }

    [Fact]
    public void Two_stars_select_everything_below()
    {
        Sys.ActorSelection("/user/top/**").Tell("name");
        ExpectMsgAllOf("left", "right", "leaf");
    }

    [Fact]
    public void Two_stars_must_be_the_last_element() =>
        Assert.Throws<IllegalActorNameException>(() => Sys.ActorSelection("/user/**/leaf"));

    [Fact]
    public void A_relative_path_begins_at_the_actor()
    {
        _left.Tell(new TellTo("leaf"));
        ExpectMsg("leaf");
    }

    [Fact]
    public void Two_dots_go_up()
    {
        _left.Tell(new TellTo("../right"));
        ExpectMsg("right");
    }

    [Fact]
    public void The_sender_goes_along()
    {
        TestProbe other = CreateTestProbe();
        Sys.ActorSelection("/user/top").Tell("name", other.Ref);
        other.ExpectMsg("top");
    }

    [Fact]
    public void A_message_to_nobody_is_a_dead_letter() =>
        EventFilter.DeadLetter<string>(text => text == "lost").ExpectOne(() => Sys.ActorSelection("/user/none").Tell("lost"));

    [Fact]
    public async Task A_selection_resolves_to_its_actor() =>
        Assert.Equal(_leaf, await Sys.ActorSelection("/user/top/left/leaf").ResolveOne(TimeSpan.FromSeconds(3)));

    [Fact]
    public async Task A_selection_of_nobody_does_not_resolve() =>
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/none").ResolveOne(TimeSpan.FromSeconds(3)));

    [Fact]
    public async Task A_selection_can_be_asked() =>
        Assert.Equal("leaf", await Sys.ActorSelection("/user/top/left/leaf").Ask<string>("name", TimeSpan.FromSeconds(3)));

    [Fact]
    public void An_actor_identifies_itself()
    {
        _leaf.Tell(new Identify(7));
        ExpectMsg<ActorIdentity>(identity => Equals(7, identity.MessageId) && _leaf.Equals(identity.Subject));
    }

    [Fact]
    public void Nobody_is_identified_where_nobody_is()
    {
        Sys.ActorSelection("/user/none").Tell(new Identify(8));
        ExpectMsg<ActorIdentity>(identity => Equals(8, identity.MessageId) && identity.Subject is null);
    }

    [Fact]
    public void A_selection_finds_whoever_lives_there_now()
    {
        ActorSelection selection = Sys.ActorSelection("/user/top/right");
        Watch(_right);
        Sys.Stop(_right);
        ExpectTerminated(_right);
        AwaitAssert(() =>
        {
            _top.Tell(new MakeChild("right"));
            Assert.IsAssignableFrom<IActorRef>(ReceiveOne(TimeSpan.FromMilliseconds(200)));
        });
        selection.Tell("name");
        ExpectMsg("right");
    }

    [Fact]
    public void Selections_of_the_same_path_are_equal()
    {
        Assert.Equal(Sys.ActorSelection("/user/top"), Sys.ActorSelection("/user/top"));
        Assert.NotEqual(Sys.ActorSelection("/user/top"), Sys.ActorSelection("/user/top/left"));
    }

    private IActorRef Grow(IActorRef parent, string name)
    {
        parent.Tell(new MakeChild(name));
        return ExpectMsg<IActorRef>();
    }

    private sealed record MakeChild(string Name);

    private sealed record TellTo(string Path);

    private sealed class Tree : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case MakeChild make when Context.Child(make.Name).Equals(ActorRefs.Nobody):
                    Sender.Tell(Context.ActorOf(Props.Create<Tree>(), make.Name), Self);
                    break;
                case TellTo tell:
                    Context.ActorSelection(tell.Path).Tell("name", Sender);
                    break;
                case "name":
                    Sender.Tell(Self.Path.Name, Self);
                    break;
                default:
                    break;
            }
        }
    }
}
