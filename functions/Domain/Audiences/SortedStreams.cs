using System.Runtime.CompilerServices;

namespace CampaignTasks.Domain.Audiences;

/// <summary>Operations on streams sorted by key that hold only one item of each. Keys compare ordinally.</summary>
public static class SortedStreams
{
    /// <summary>Merges streams in order; of equal keys the earlier stream's comes first. Reads one item ahead in each.</summary>
    public static async IAsyncEnumerable<T> MergeAsync<T>(
        IReadOnlyList<IAsyncEnumerable<T>> streams,
        Func<T, string> keyOf,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var readers = streams.Select(stream => stream.GetAsyncEnumerator(cancellationToken)).ToList();
        var heads = new PriorityQueue<int, (string Key, int Stream)>(
            Comparer<(string Key, int Stream)>.Create(
                (a, b) => string.CompareOrdinal(a.Key, b.Key) is not 0 and var order ? order : a.Stream.CompareTo(b.Stream)
            )
        );
        try
        {
            for (var i = 0; i < readers.Count; i++)
            {
                if (await readers[i].MoveNextAsync())
                {
                    heads.Enqueue(i, (keyOf(readers[i].Current), i));
                }
            }

            while (heads.TryDequeue(out var least, out _))
            {
                yield return readers[least].Current;
                if (await readers[least].MoveNextAsync())
                {
                    heads.Enqueue(least, (keyOf(readers[least].Current), least));
                }
            }
        }
        finally
        {
            foreach (var reader in readers)
            {
                await reader.DisposeAsync();
            }
        }
    }

    /// <summary>Gets each key once for which any of its adjacent items meets the condition.</summary>
    public static async IAsyncEnumerable<string> KeysWhereAnyAsync<T>(
        this IAsyncEnumerable<T> sorted,
        Func<T, string> keyOf,
        Func<T, bool> holds,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string? last = null;
        await foreach (var item in sorted.WithCancellation(cancellationToken))
        {
            if (holds(item) && keyOf(item) is var key && key != last)
            {
                yield return last = key;
            }
        }
    }
}
