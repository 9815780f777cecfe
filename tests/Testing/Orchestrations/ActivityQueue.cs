namespace CampaignTasks.Testing.Orchestrations;

/// <summary>Calls of activities that wait to be carried out, or are hidden while somebody does.</summary>
internal sealed class ActivityQueue
{
    private readonly List<(ActivityWork Work, TimeSpan VisibleAt)> _calls = [];
    private long _receipts;

    /// <summary>When the next call can be taken; null when there is none.</summary>
    public TimeSpan? NextAt => _calls.Count == 0 ? null : _calls.Min(static call => call.VisibleAt);

    public void Add(ActivityWork work, TimeSpan visibleAt) => _calls.Add((work, visibleAt));

    /// <summary>Takes the call that has waited longest, and hides it.</summary>
    public ActivityWork? Take(TimeSpan now, TimeSpan hiddenUntil)
    {
        var found = _calls
            .Where(call => call.VisibleAt <= now)
            .OrderBy(static call => (call.VisibleAt, call.Work.Number))
            .Select(static call => call.Work)
            .FirstOrDefault();
        if (found is null)
        {
            return null;
        }

        var taken = found with { Receipt = ++_receipts };
        _calls[_calls.FindIndex(call => call.Work == found)] = (taken, hiddenUntil);
        return taken;
    }

    /// <summary>Keeps a call hidden.</summary>
    /// <returns>False when somebody else has taken it since, or it is gone.</returns>
    public bool Hide(ActivityWork work, TimeSpan until)
    {
        var place = _calls.FindIndex(call => call.Work == work);
        if (place < 0)
        {
            return false;
        }

        _calls[place] = (work, until);
        return true;
    }

    /// <summary>Takes a call out; one that somebody else has taken since stays.</summary>
    public void Remove(ActivityWork work) => _calls.RemoveAll(call => call.Work == work);
}
