using NfvRuntime.Counters;
using NfvRuntime.Guests.Protocol;

namespace NfvRuntime.Agent.Counting;

/// <summary>The counter table as columns with a revision. Any thread.</summary>
/// <param name="table">The table.</param>
internal sealed class CounterColumns(CounterTable table)
{
    private const int MostColumns = 4096; // about 100 bytes each: they fit the smallest usual frame many times less

    private readonly Lock _gate = new();
    private readonly List<CounterReading> _readings = [];
    private readonly List<(Metric Metric, IReadOnlyList<KeyValuePair<string, string>> Labels)> _known = [];
    private ulong _revision;

    public CounterLayoutResponse Layout(CounterLayoutRequest request, int greatestBody)
    {
        lock (_gate)
        {
            Refresh();
            var columns = new List<CounterColumn>();
            int room = greatestBody / 2;
            for (int i = (int)Math.Min(request.From, (uint)_readings.Count); i < _readings.Count && columns.Count < Math.Min(request.Limit, MostColumns); i++)
            {
                room -= 128 + _readings[i].Labels.Sum(label => 3 * (label.Key.Length + label.Value.Length));
                if (room < 0 && columns.Count > 0)
                {
                    break;
                }

                columns.Add(Describe(_readings[i]));
            }

            return new CounterLayoutResponse(_revision, (uint)_readings.Count, request.From, columns);
        }
    }

    /// <exception cref="AgentErrorException">The layout has another revision.</exception>
    public CounterSnapshot Read(CounterReadRequest request, int greatestBody)
    {
        lock (_gate)
        {
            Refresh();
            if (request.Revision != _revision)
            {
                throw new AgentErrorException(ErrorCodes.NotFound, $"the layout has revision {_revision}, and not {request.Revision}: ask for it anew");
            }

            return Take((int)Math.Min(request.From, (uint)_readings.Count), (int)Math.Min(request.Limit, (uint)(greatestBody / 16)));
        }
    }

    /// <summary>All values, or as many as fit a frame.</summary>
    public CounterSnapshot Snapshot(int greatestBody)
    {
        lock (_gate)
        {
            Refresh();
            return Take(0, greatestBody / 16);
        }
    }

    private CounterSnapshot Take(int from, int most) => new(
        _revision, DateTime.UtcNow, (uint)from, [.. _readings.Skip(from).Take(most).Select(reading => reading.Value)]);

    private void Refresh()
    {
        table.Read(_readings);
        if (_revision != 0 && IsKnown())
        {
            return;
        }

        _revision++;
        _known.Clear();
        _known.AddRange(_readings.Select(reading => (reading.Metric, reading.Labels)));
    }

    // A block's labels are the same object as long as the block is there, so that looking takes no memory.
    private bool IsKnown()
    {
        bool same = _known.Count == _readings.Count;
        for (int i = 0; same && i < _known.Count; i++)
        {
            same = ReferenceEquals(_known[i].Metric, _readings[i].Metric) && ReferenceEquals(_known[i].Labels, _readings[i].Labels);
        }

        return same;
    }

    private static CounterColumn Describe(CounterReading reading) => new(
        reading.Metric.Name,
        reading.Metric.Unit,
        reading.Metric.Kind == MetricKind.Gauge ? CounterKind.Gauge : CounterKind.Counter,
        reading.Labels.DistinctBy(label => label.Key).ToDictionary(label => label.Key, label => label.Value));
}
