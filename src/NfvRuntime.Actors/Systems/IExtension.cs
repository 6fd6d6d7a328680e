namespace NfvRuntime.Actors;

/// <summary>Something of which a system has one.</summary>
public interface IExtension;
