namespace CampaignTasks.Domain.Audiences;

/// <summary>A stream of sorted keys that is asked for ever greater ones.</summary>
public sealed class KeyCursor(IAsyncEnumerable<string> sorted, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<string> _keys = sorted.GetAsyncEnumerator(cancellationToken);
    private string? _head = "";

    /// <summary>Whether the key is in the stream. Ask in ascending order.</summary>
    public async ValueTask<bool> HasAsync(string key)
    {
        while (_head is not null && string.CompareOrdinal(_head, key) < 0)
        {
            _head = await _keys.MoveNextAsync() ? _keys.Current : null;
        }

        return _head == key;
    }

    public ValueTask DisposeAsync() => _keys.DisposeAsync();
}
