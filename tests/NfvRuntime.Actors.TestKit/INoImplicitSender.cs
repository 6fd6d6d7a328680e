namespace NfvRuntime.Actors.TestKit;

/// <summary>A test class whose tells have no sender.</summary>
public interface INoImplicitSender;
