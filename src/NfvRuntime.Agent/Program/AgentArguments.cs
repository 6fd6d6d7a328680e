namespace NfvRuntime.Agent.Program;

/// <summary>What the command line says.</summary>
/// <param name="Guest">The guest's name in the chain file.</param>
/// <param name="Host">Where the host is.</param>
/// <param name="Cpus">The CPUs that the process keeps to; empty for any.</param>
/// <param name="Extensions">Assemblies with kinds of stages, or folders of them.</param>
/// <param name="OrphanAfter">How long it waits for a host.</param>
internal sealed record AgentArguments(string Guest, HostAddress Host, IReadOnlyList<int> Cpus, IReadOnlyList<string> Extensions, TimeSpan OrphanAfter);
