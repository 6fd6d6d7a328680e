namespace NfvRuntime.Actors.Tests.Shutdown;

/// <summary>A process that waits for its end, and says what is done before it.</summary>
internal static class TerminatedChild
{
    public const string Role = "terminated-child";
    public const string Ready = "ready";
    public const string TaskDone = "task done";
    public const string ActorStopped = "actor stopped";

    public static int Run()
    {
        ActorSystem system = ActorSystem.Create("child");
        system.ActorOf(Scripted.Props(new Script { PostStop = _ => Say(ActorStopped) }));
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceUnbind, "say", () =>
        {
            Say(TaskDone);
            return Task.FromResult(Done.Instance);
        });
        Say(Ready);
        Thread.Sleep(Timeout.Infinite);
        return 1;
    }

    private static void Say(string what)
    {
        Console.Out.WriteLine(what);
        Console.Out.Flush();
    }
}
