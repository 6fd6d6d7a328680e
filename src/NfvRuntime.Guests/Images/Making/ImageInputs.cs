namespace NfvRuntime.Guests.Images;

/// <summary>What an image is made of.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Busybox">Path of a static busybox.</param>
/// <param name="Agent">The folder of the agent's program.</param>
public sealed record ImageInputs(KernelSource Kernel, string Busybox, string Agent);
