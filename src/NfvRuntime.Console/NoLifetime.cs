using Microsoft.Extensions.Hosting;

namespace NfvRuntime.WebConsole;

/// <summary>
/// Signals are the program's business: the server ends when it is disposed, and must not take SIGINT or SIGTERM for itself.
/// </summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
