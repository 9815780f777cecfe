namespace CampaignTasks.Testing.Providers;

/// <summary>One way a stand-in provider fails its caller.</summary>
public abstract record Misbehaviour
{
    private Misbehaviour() { }

    /// <summary>Answers with an error and takes nothing.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Code">The provider's code, as its error body gives it.</param>
    /// <param name="Message">The provider's words.</param>
    public sealed record Refuse(int Status, string Code, string Message) : Misbehaviour;

    /// <summary>Answers 429 and takes nothing.</summary>
    /// <param name="RetryAfter">The header's value, seconds or a date; null: no header.</param>
    public sealed record Throttle(string? RetryAfter) : Misbehaviour;

    /// <summary>Takes the message and answers with an error all the same.</summary>
    public sealed record TakeThenFail(int Status) : Misbehaviour;

    /// <summary>Gives no answer until <see cref="StandInServer.Release"/>; then goes on as usual.</summary>
    /// <param name="Takes">Whether the message is taken before the silence.</param>
    public sealed record Hang(bool Takes = false) : Misbehaviour;

    /// <summary>Ends the connection without an answer.</summary>
    /// <param name="Takes">Whether the message is taken first.</param>
    public sealed record Drop(bool Takes = false) : Misbehaviour;

    /// <summary>Takes the message, then answers late.</summary>
    public sealed record Slow(TimeSpan By) : Misbehaviour;

    /// <summary>Sends the caller elsewhere and takes nothing.</summary>
    public sealed record Redirect(Uri Location, int Status = 302) : Misbehaviour;

    /// <summary>Takes the message and answers with this instead of what the provider says.</summary>
    public sealed record Answer(int Status, string ContentType, ReadOnlyMemory<byte> Body) : Misbehaviour;

    /// <summary>Takes the message, begins its answer and falls silent within the body.</summary>
    /// <param name="Status">The HTTP status.</param>
    public sealed record Stall(int Status) : Misbehaviour;
}
