using NfvRuntime.Ports;
using NfvRuntime.Runtime;

namespace NfvRuntime.Cli.Output;

/// <summary>What is wrong with the interfaces that a chain stands on: they go down and come back while it runs.</summary>
internal sealed class InterfaceLog(ChainRuntime runtime)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, string> _told = [];

    /// <summary>What is wrong now.</summary>
    public static IEnumerable<(string Port, string Problem)> Problems(ChainRuntime runtime) =>
        from port in runtime.Segment.Ports
        where port.Port is LivePort
        let problem = port.Port.Problem
        where problem is not null
        select (port.Name, problem);

    /// <summary>Says on standard error what becomes wrong, and what is well again, until the run has ended.</summary>
    public async Task WriteWhile(Task run)
    {
        if (!runtime.Segment.Ports.Any(port => port.Port is LivePort))
        {
            return;
        }

        do
        {
            Dictionary<string, string> now = Problems(runtime).ToDictionary();
            foreach ((string port, string problem) in now.Where(entry => _told.GetValueOrDefault(entry.Key) != entry.Value))
            {
                await Console.Error.WriteLineAsync($"warning: port '{port}': {problem}");
            }

            foreach (string port in _told.Keys.Except(now.Keys).ToArray())
            {
                await Console.Error.WriteLineAsync($"port '{port}' is well again");
                _told.Remove(port);
            }

            foreach ((string port, string problem) in now)
            {
                _told[port] = problem;
            }
        }
        while (await Task.WhenAny(run, Task.Delay(Period)) != run);
    }
}
