namespace CampaignTasks.Domain.Idempotency;

/// <summary>An HTTP response stored for repetitions of its request.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">The headers that belong to the response (Content-Type, Location, ETag).</param>
/// <param name="Body">The body, at most <see cref="MaxBodyBytes"/> long.</param>
public sealed record StoredAnswer(int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// The longest body, in bytes: 704 KiB, which fits a table row of 1 MiB even where its base64 form is counted, as the emulator does.
    /// </summary>
    public const int MaxBodyBytes = 704 * 1024;

    /// <summary>The API key that alone gets the response again, since it shows a secret; null: any key of the tenant.</summary>
    public string? OnlyForKey { get; init; }

    /// <summary>The body, at most <see cref="MaxBodyBytes"/> long.</summary>
    public ReadOnlyMemory<byte> Body { get; } =
        Body.Length <= MaxBodyBytes
            ? Body
            : throw new ArgumentException($"A stored answer has at most {MaxBodyBytes} bytes; this one has {Body.Length}.", nameof(Body));
}
