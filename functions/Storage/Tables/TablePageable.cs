using Azure;

namespace CampaignTasks.Storage.Tables;

/// <summary>Asks for page after page, each when it is wanted.</summary>
internal sealed class TablePageable<T>(
    Func<string?, int?, CancellationToken, Task<Page<T>>> next, int? pageSize, CancellationToken cancellationToken) : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var token = continuationToken;
        do
        {
            // A page may be empty and still have a successor: only the missing token ends the walk.
            var page = await next(token, pageSizeHint ?? pageSize, CancellationToken);
            yield return page;
            token = page.ContinuationToken;
        }
        while (token is not null);
    }
}
