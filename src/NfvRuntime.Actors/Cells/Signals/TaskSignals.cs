namespace NfvRuntime.Actors;

/// <summary>Go on with an asynchronous handler.</summary>
/// <param name="task">What follows its wait.</param>
internal sealed class TaskSignal(Task task) : Signal
{
    public override void Apply(ActorCell cell) => cell.ContinueTask(task);

    public override void ApplyToDead(ActorCell cell) => cell.ContinueTask(task);
}

/// <summary>An asynchronous handler has come to its end.</summary>
/// <param name="task">The handler.</param>
/// <param name="message">The message that it handled.</param>
internal sealed class TaskEndedSignal(Task task, object? message) : Signal
{
    public override void Apply(ActorCell cell) => cell.EndTask(task, message);
}
