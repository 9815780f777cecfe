namespace CampaignTasks.Domain.Audiences;

/// <summary>A forward-only membership test over a stream of sorted keys.</summary>
public sealed class KeyCursor(IAsyncEnumerable<string> sorted, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<string> _keys = sorted.GetAsyncEnumerator(cancellationToken);
    private string? _head = "";

    /// <summary>Checks whether the key is in the stream. Ask for keys in ascending order.</summary>
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
