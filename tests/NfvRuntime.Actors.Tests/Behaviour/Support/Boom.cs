namespace ActorBehaviour;

/// <summary>What actors under test throw.</summary>
internal sealed class Boom(string message = "boom") : Exception(message);
