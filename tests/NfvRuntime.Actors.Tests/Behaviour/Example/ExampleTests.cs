namespace ActorBehaviour.Example;

public sealed class ExampleTests : TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private int _value = 40;
    private volatile bool _isBroken;
    private int _failures;

    public ExampleTests()
        : base(TestConfigs.TestSchedulerConfig)
    {
    }

    [Fact]
    public void A_question_waits_until_the_device_is_open()
    {
        IActorRef meters = Start();
        meters.Tell("water");
        ExpectNoMsg(20);
        Pass();
        ExpectMsg(0);
        Await(meters, 40);
    }

    [Fact]
    public void A_meter_reads_every_second()
    {
        IActorRef meters = Start();
        Pass();
        Await(meters, 40);
        _value = 41;
        Pass();
        Await(meters, 41);
    }

    [Fact]
    public void A_failure_restarts_the_meter()
    {
        IActorRef meters = Start();
        Pass();
        Await(meters, 40);
        _isBroken = true;
        AwaitCondition(() =>
        {
            Pass();
            return Volatile.Read(ref _failures) > 0;
        }, Patience);
        _isBroken = false;
        AwaitAssert(() =>
        {
            Pass();
            meters.Tell("water");
            Assert.Equal(40, ReceiveOne(TimeSpan.FromMilliseconds(100)));
        }, Patience);
    }

    [Fact]
    public void A_meter_that_fails_too_often_is_given_up()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(string));
        Start();
        _isBroken = true;
        AwaitAssert(() =>
        {
            Pass();
            Assert.Equal("water has been given up", ReceiveOne(TimeSpan.FromMilliseconds(20)));
        }, Patience);
    }

    private IOException NoAnswer()
    {
        Interlocked.Increment(ref _failures);
        return new IOException("no answer");
    }

    private IActorRef Start()
    {
        var devices = new Dictionary<string, Func<int>> { ["water"] = () => _isBroken ? throw NoAnswer() : _value };
        IActorRef meters = Sys.ActorOf(Props.Create(() => new Meters(devices)), "meters");
        AwaitAssert(() =>
        {
            Sys.ActorSelection("/user/meters/water").Tell(new Identify(1));
            Assert.NotNull(((ActorIdentity)ReceiveOne()!).Subject);
        });
        ReceiveWhile(message => message as ActorIdentity, TimeSpan.FromMilliseconds(50));
        return meters;
    }

    private void Pass() => ((TestScheduler)Sys.Scheduler).Advance(Second);

    private void Await(IActorRef meters, int value) => AwaitAssert(() =>
    {
        Pass();
        meters.Tell("water");
        Assert.Equal(value, ReceiveOne(TimeSpan.FromMilliseconds(100)));
    });
}
