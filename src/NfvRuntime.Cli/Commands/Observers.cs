using NfvRuntime.Runtime;
using NfvRuntime.Telemetry;
using NfvRuntime.WebConsole;

namespace NfvRuntime.Cli.Commands;

/// <summary>
/// Who watches a run from outside: scrapers over HTTP, and a collector to which figures are pushed. Gone before the chain is.
/// </summary>
internal sealed class Observers : IAsyncDisposable
{
    private readonly ConsoleServer? _server;
    private readonly OtlpPush? _push;

    private Observers(ConsoleServer? server, OtlpPush? push)
    {
        _server = server;
        _push = push;
    }

    /// <summary>Starts those that were asked for, by option or by variable.</summary>
    /// <returns>Null if one cannot start; why was printed.</returns>
    public static async Task<Observers?> StartAsync(ChainRuntime runtime, ListenAddress? listen)
    {
        OtlpPush? push = null;
        try
        {
            push = OtlpPush.Start(runtime.ReadCounters);
            ConsoleServer? server = listen is null ? null : await ConsoleServer.StartAsync(runtime, listen);
            if (server is not null)
            {
                await Console.Error.WriteLineAsync($"listening on {server.Address.GetLeftPart(UriPartial.Authority)} (/metrics, /healthz)");
            }

            return new Observers(server, push);
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            push?.Dispose();
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _push?.Dispose();
    }
}
