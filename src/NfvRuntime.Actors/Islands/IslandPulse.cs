namespace NfvRuntime.Actors.Islands;

/// <summary>
/// Where an island is at the moment. Two equal ones, some time apart, with an actor running, mean that this actor has not returned in
/// between: an island that sleeps or looks for work runs none, and one that works counts turns and messages.
/// </summary>
/// <param name="Turns">Turns of its loop.</param>
/// <param name="Messages">Messages processed.</param>
/// <param name="Running">The actor whose code is on top of the stack; null if none is.</param>
public readonly record struct IslandPulse(long Turns, long Messages, IActorRef? Running);
