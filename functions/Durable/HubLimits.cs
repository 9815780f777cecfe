namespace CampaignTasks.Durable;

/// <summary>How much the embedded hub carries. Payloads are references, never lists of people: these bounds are not meant to be met.</summary>
/// <remarks>
/// They follow from Azure Tables: 64 KiB per binary property, 1 MiB per entity, 4 MiB and 100 operations per transaction, of which
/// base64 takes a third. What is over a bound fails where it is produced, with a message that names the bound: a client's call throws, an activity
/// fails its task, an orchestrator's turn fails the instance.
/// </remarks>
public static class HubLimits
{
    /// <summary>The most bytes (UTF-8) of one input, event, activity result or orchestration output: 256 KiB.</summary>
    public const int PayloadBytes = 256 * 1024;

    /// <summary>The most bytes (UTF-8) of a custom status: 24 KiB, which every status of the allowed 8,192 characters fits into.</summary>
    public const int CustomStatusBytes = 24 * 1024;

    /// <summary>The most bytes of one side row: 640 KiB.</summary>
    public const int RowBytes = 640 * 1024;

    /// <summary>
    /// The most bytes of everything that an orchestrator asks for in one turn: 768 KiB. It may be stored twice (history and outbox), beside the events that
    /// caused it.
    /// </summary>
    public const int TurnBytes = 768 * 1024;

    /// <summary>The most inbox messages that one turn consumes: 60. More wait for the next turn.</summary>
    public const int MessagesPerTurn = 60;
}
