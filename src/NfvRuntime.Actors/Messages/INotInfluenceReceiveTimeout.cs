namespace NfvRuntime.Actors;

/// <summary>A message that does not break the silence for which a receive timeout waits.</summary>
public interface INotInfluenceReceiveTimeout;
