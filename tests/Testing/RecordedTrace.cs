using System.Collections.Concurrent;
using System.Diagnostics;

namespace CampaignTasks.Testing;

/// <summary>
/// Records the spans of one trace, and of those linked with it, that begins with a caller's request. Other traces of this process are left
/// alone, so that tests beside this one are not changed by it.
/// </summary>
public sealed class RecordedTrace : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ConcurrentDictionary<ActivityTraceId, byte> _ours = new();
    private readonly ActivityListener _listener;

    /// <param name="sources">How the names of the sources begin that are heard.</param>
    public RecordedTrace(string sources = "CampaignTasks")
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name.StartsWith(sources, StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                IsOurs(options) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            // Whoever listens hears of every span that anybody records.
            ActivityStarted = Claim,
            ActivityStopped = span =>
            {
                if (_ours.ContainsKey(span.TraceId))
                    _ended.Enqueue(span);
            },
        };
        Request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C);
        Request.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        Request.Start();
        _ours.TryAdd(Request.TraceId, 0);
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>What the caller does; current until it is stopped or the test returns.</summary>
    public Activity Request { get; }

    /// <summary>What has ended so far, in that order.</summary>
    public IReadOnlyList<Activity> Spans => [.. _ended];

    public IReadOnlyList<Activity> Named(string prefix) =>
        [.. _ended.Where(span => span.OperationName.StartsWith(prefix, StringComparison.Ordinal))];

    public void Dispose()
    {
        _listener.Dispose();
        Request.Dispose();
    }

    private void Claim(Activity span)
    {
        if (span.Links.Any(link => _ours.ContainsKey(link.Context.TraceId)))
            _ours.TryAdd(span.TraceId, 0);
    }

    private bool IsOurs(ActivityCreationOptions<ActivityContext> options) =>
        _ours.ContainsKey(options.Parent.TraceId) || options.Links?.Any(link => _ours.ContainsKey(link.Context.TraceId)) is true;
}
