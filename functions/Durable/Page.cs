namespace CampaignTasks.Durable;

/// <summary>A part of a long answer.</summary>
/// <typeparam name="T">The items.</typeparam>
/// <param name="Values">The items of this page; may be empty while more pages follow.</param>
/// <param name="ContinuationToken">Where the next page starts, or null after the last one. Opaque.</param>
public sealed record Page<T>(IReadOnlyList<T> Values, string? ContinuationToken = null)
    where T : notnull;

/// <summary>A long answer, read item by item or page by page; each reading asks again.</summary>
/// <typeparam name="T">The items.</typeparam>
/// <param name="readPage">Reads the page that starts at a token (null: the first), with a hint of its size.</param>
public sealed class AsyncPageable<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> readPage) : IAsyncEnumerable<T>
    where T : notnull
{
    /// <summary>Reads page by page.</summary>
    /// <param name="continuationToken">Where to start; null for the beginning.</param>
    /// <param name="pageSizeHint">The wished size; the store may give less.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async IAsyncEnumerable<Page<T>> AsPages(
        string? continuationToken,
        int? pageSizeHint,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var page = await readPage(continuationToken, pageSizeHint, cancellationToken);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages(null, null, cancellationToken))
            foreach (var item in page.Values)
                yield return item;
    }
}
