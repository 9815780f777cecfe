using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.App.Audiences;

/// <summary>Somebody an audience names, and what becomes of them.</summary>
/// <param name="Recipient">The message to be planned; null when there is none.</param>
/// <param name="Loss">Why there is none; <see cref="Loss.None"/> when there is one.</param>
/// <param name="Position">Where the source stands behind them.</param>
internal readonly record struct Candidate(Recipient? Recipient, Loss Loss, string Position)
{
    public static Candidate Of(Recipient recipient, string position) => new(recipient, Loss.None, position);
}

/// <summary>Evaluates audiences of one kind.</summary>
internal interface IAudienceSource
{
    /// <summary>Whether it evaluates this audience.</summary>
    bool Reads(Audience audience);

    /// <summary>What is known before anybody is read.</summary>
    Waterfall Start(Audience audience);

    /// <summary>Everybody from a position on, each once, in an order that holds while contacts and orders change. The same address may come again.</summary>
    IAsyncEnumerable<Candidate> ReadAsync(CampaignTask task, string? position, CancellationToken cancellationToken);
}
