using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NfvRuntime.Runtime;
using NfvRuntime.Telemetry;

namespace NfvRuntime.WebConsole;

/// <summary>
/// Answers <c>/metrics</c> and <c>/healthz</c> of a running chain over HTTP. It reads counters and asks the chain's island whether it
/// still answers; no request can change anything.
/// </summary>
/// <remarks>Dispose it before the chain: it reads the chain's counters.</remarks>
public sealed class ConsoleServer : IAsyncDisposable
{
    /// <summary>Connections at once: some scrapers and some people, not a crowd.</summary>
    private const int MaxConnections = 64;

    private readonly ChainRuntime _runtime;
    private readonly PrometheusExposition _exposition;
    private readonly Lock _exposing = new();
    private readonly WebApplication _app;

    private ConsoleServer(ChainRuntime runtime, ListenAddress listen)
    {
        _runtime = runtime;
        _exposition = new PrometheusExposition(runtime.ReadCounters);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(listen.Address, listen.Port);
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Where it answers, such as <c>http://127.0.0.1:9464</c>.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Begins to answer.</summary>
    /// <param name="runtime">The running chain.</param>
    /// <param name="listen">Where.</param>
    /// <exception cref="IOException">The address is in use or not this machine's; the message says which.</exception>
    public static async Task<ConsoleServer> StartAsync(ChainRuntime runtime, ListenAddress listen)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(listen);
        var server = new ConsoleServer(runtime, listen);
        try
        {
            await server._app.StartAsync().ConfigureAwait(false);
            return server;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw new IOException($"cannot listen on {listen.Address} port {listen.Port}: {e.GetBaseException().Message}", e);
        }
    }

    /// <summary>Ends; requests on their way are cut off after a second.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private Task AnswerAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.Headers.Allow = "GET, HEAD";
            return Text(response, StatusCodes.Status405MethodNotAllowed, "only GET and HEAD\n"u8);
        }

        return context.Request.Path.Value switch
        {
            "/metrics" => Metrics(response),
            "/healthz" => HealthAsync(response),
            "/" => Text(response, StatusCodes.Status200OK, "/metrics\n/healthz\n"u8),
            _ => Text(response, StatusCodes.Status404NotFound, "there are /metrics and /healthz\n"u8),
        };
    }

    private Task Metrics(HttpResponse response)
    {
        response.ContentType = PrometheusExposition.ContentType;
        lock (_exposing)
        {
            _exposition.WriteTo(response.BodyWriter);
        }

        return response.BodyWriter.FlushAsync().AsTask();
    }

    private async Task HealthAsync(HttpResponse response)
    {
        ChainHealth health = await ChainHealth.OfAsync(_runtime).ConfigureAwait(false);
        response.StatusCode = health.IsGreen ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        response.ContentType = HealthDocument.ContentType;
        HealthDocument.Write(health, response.BodyWriter);
        await response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    private static Task Text(HttpResponse response, int status, ReadOnlySpan<byte> text)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        response.BodyWriter.Write(text);
        return response.BodyWriter.FlushAsync().AsTask();
    }
}
