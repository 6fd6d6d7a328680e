using System.Diagnostics.Metrics;
using NfvRuntime.Counters;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace NfvRuntime.Telemetry;

/// <summary>
/// Pushes a counter table to an OpenTelemetry collector, as the standard OTEL_ variables say. It has a thread of its own, which reads
/// cells and waits for the collector; a collector that is missing or slow costs figures, never packets.
/// </summary>
public sealed class OtlpPush : IDisposable
{
    /// <summary>What the service is called where no variable names it.</summary>
    public const string DefaultServiceName = "nfv";

    /// <summary>How long the last push may take when the program ends.</summary>
    private const int FarewellMilliseconds = 2000;

    private readonly CounterInstruments _instruments;
    private readonly MeterProvider _provider;

    private OtlpPush(CounterSource source)
    {
        _instruments = new CounterInstruments(source);
        _provider = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty()
                .AddService(DefaultServiceName)
                .AddTelemetrySdk()
                .AddEnvironmentVariableDetector()) // last, so that the variables win
            .AddMeter(CounterInstruments.MeterName)
            .AddView(instrument => instrument is Histogram<double>
                ? new HistogramConfiguration { RecordMinMax = false } // buckets do not tell them
                : null)
            .AddOtlpExporter()
            .Build();
    }

    /// <summary>Begins to push if the environment asks for it; see <see cref="OtlpVariables"/>.</summary>
    /// <param name="source">Reads the cells; what it reads is to be disposed after this.</param>
    /// <returns>Null if it does not.</returns>
    /// <exception cref="ArgumentException">An endpoint is no address; the message names the variable.</exception>
    public static OtlpPush? Start(CounterSource source) =>
        OtlpVariables.AskForPush(Environment.GetEnvironmentVariables()) ? new OtlpPush(source) : null;

    /// <summary>Pushes once more, within a bound, and ends.</summary>
    public void Dispose()
    {
        _provider.Shutdown(FarewellMilliseconds);
        _provider.Dispose();
        _instruments.Dispose();
    }
}
