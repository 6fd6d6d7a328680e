using Microsoft.Extensions.Hosting;

namespace NfvRuntime.Actors.Hosting;

/// <summary>Starts what the builder collected with the host, and runs the coordinated shutdown with its end; the host goes down with the system.</summary>
internal sealed class AkkaHostedService(ActorSystem system, AkkaConfigurationBuilder builder, IHostApplicationLifetime? lifetime = null) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await builder.StartAsync(system).WaitAsync(cancellationToken).ConfigureAwait(false);
        _ = system.WhenTerminated.ContinueWith(
            _ => lifetime?.StopApplication(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(cancellationToken);
}
