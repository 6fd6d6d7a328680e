using System.Diagnostics.Metrics;

namespace NfvRuntime.Telemetry.Tests;

/// <summary>A listener as an exporter has one.</summary>
internal sealed class Ears : IDisposable
{
    private readonly MeterListener _listener = new();

    public Ears()
    {
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == CounterInstruments.MeterName)
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        _listener.Start();
    }

    /// <summary>The last value of each instrument.</summary>
    public Dictionary<string, (string? Unit, object Value, string Tags)> Heard { get; } = [];

    /// <summary>Everything recorded by histograms.</summary>
    public List<double> Recorded { get; } = [];

    public void Collect() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Hear(Instrument instrument, object value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Heard[instrument.Name] = (instrument.Unit, value, string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")));
        if (instrument is Histogram<double>)
        {
            Recorded.Add((double)value);
        }
    }
}
