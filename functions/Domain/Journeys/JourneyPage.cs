namespace CampaignTasks.Domain.Journeys;

/// <summary>A page of journeys. Journeys keep their places; a place may stay vacant.</summary>
/// <param name="number">The page's number in its automation, from 0.</param>
/// <param name="journeys">The journeys; null for a vacant place.</param>
public sealed class JourneyPage(int number, IEnumerable<Journey?> journeys)
{
    /// <summary>The most journeys on a page: a ledger page holds a message of each.</summary>
    public const int Capacity = 250;

    private readonly List<Journey?> _journeys = [.. journeys];

    // The journeys as they are stored, of the places that were changed since.
    private readonly Dictionary<int, Journey?> _stored = [];

    public int Number => number;

    public IReadOnlyList<Journey?> Journeys => _journeys;

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    public string? ETag { get; set; }

    /// <summary>The instant under which the page is found among the due ones; null when it is not. The store keeps it.</summary>
    public DateTimeOffset? ListedUnder { get; set; }

    /// <summary>The batch that last moved messages of the page into the ledger: one batch has at most one ledger page of it.</summary>
    public string? Batch { get; set; }

    /// <summary>The counts of journeys that are not kept any longer.</summary>
    public JourneyCounts Past { get; init; } = new();

    /// <summary>True when there is something to store. The store sets it to false.</summary>
    public bool IsChanged
    {
        get;
        set
        {
            field = value;
            if (!value)
            {
                _stored.Clear();
            }
        }
    }

    /// <summary>The changes since the page was read or stored: the journey as it is stored, null for a new one, and as it is now.</summary>
    public IReadOnlyList<(Journey? Before, Journey After)> Changes => [.. _stored.Select(one => (one.Value, _journeys[one.Key]!))];

    /// <summary>The earliest end of its journeys that are to be forgotten some day; null when none has ended.</summary>
    public DateTimeOffset? EndedSince => _journeys.Min(EndOf);

    /// <summary>The earliest instant at which one of its journeys goes on; null when none does.</summary>
    public DateTimeOffset? NextDue => _journeys.Min(journey => journey?.Due);

    /// <summary>Finds the first vacant place from one on; null when the page is full.</summary>
    public int? VacantFrom(int slot)
    {
        for (; slot < _journeys.Count; slot++)
        {
            if (_journeys[slot] is null)
            {
                return slot;
            }
        }

        return slot < Capacity ? slot : null;
    }

    /// <summary>Finds the journey at a place; null when it is vacant.</summary>
    public Journey? At(int slot) => slot < _journeys.Count ? _journeys[slot] : null;

    /// <summary>Puts a journey at a place.</summary>
    public void Set(int slot, Journey journey)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slot, Capacity);
        while (_journeys.Count <= slot)
        {
            _journeys.Add(null);
        }

        _stored.TryAdd(slot, _journeys[slot]);
        _journeys[slot] = journey;
        IsChanged = true;
    }

    /// <summary>Forgets the journeys that ended before an instant; they stay in the counts.</summary>
    /// <returns>The number of journeys forgotten.</returns>
    public int Forget(DateTimeOffset before)
    {
        int[] old = [.. Enumerable.Range(0, _journeys.Count).Where(slot => EndOf(_journeys[slot]) < before)];
        Past.Add(JourneyCounts.Of(old.Select(slot => _journeys[slot]!)));
        foreach (var slot in old)
        {
            Set(slot, _journeys[slot]!.Forget());
        }

        return old.Length;
    }

    // A dropped one tells no more than what is left of a forgotten one.
    private static DateTimeOffset? EndOf(Journey? journey) => journey is { Status: not JourneyStatus.Dropped } ? journey.EndedAt : null;
}
