using System.CommandLine;
using NfvRuntime.Agent.Program;

// A signal ends the agent in order, however long its own patience is.
return await AgentCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) });
