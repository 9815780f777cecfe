using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace CampaignTasks.Testing;

/// <summary>Sums what the product's meters of this process are told, from now on, by instrument and tags.</summary>
public sealed class RecordedMetrics : IDisposable
{
    private readonly ConcurrentQueue<Measurement> _measurements = new();
    private static readonly AsyncLocal<RecordedMetrics?> OfFlow = new();

    private readonly MeterListener _listener = new();
    private readonly bool _ofThisFlow;

    /// <summary>Begins to listen.</summary>
    /// <param name="ofThisFlow">Whether only what the caller measures itself counts, and nothing that runs beside it.</param>
    public RecordedMetrics(bool ofThisFlow = false)
    {
        _ofThisFlow = ofThisFlow;
        OfFlow.Value = this;
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("CampaignTasks", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What was measured with all of these tags, written <c>name=value</c>.</summary>
    public IReadOnlyList<double> Of(string instrument, params string[] tags) =>
        [.. _measurements.Where(one => one.Instrument == instrument && tags.All(one.Tags.Contains)).Select(one => one.Value)];

    /// <summary>All tags that came with an instrument.</summary>
    public IReadOnlySet<string> Tags(string instrument) =>
        _measurements.Where(one => one.Instrument == instrument).SelectMany(one => one.Tags).ToHashSet(StringComparer.Ordinal);

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_ofThisFlow && OfFlow.Value != this)
        {
            return;
        }

        var texts = new string[tags.Length];
        for (var i = 0; i < tags.Length; i++)
            texts[i] = string.Create(CultureInfo.InvariantCulture, $"{tags[i].Key}={tags[i].Value}");
        _measurements.Enqueue(new(instrument.Name, value, texts));
    }

    private sealed record Measurement(string Instrument, double Value, string[] Tags);
}
