namespace CampaignTasks.Application.Audiences;

/// <summary>The recipients of an audience right now.</summary>
/// <param name="Waterfall">The way from the audience to messages.</param>
/// <param name="Recipients">The first twenty.</param>
/// <param name="Complete">Whether everybody was counted; a very large audience is counted for twenty seconds only.</param>
/// <param name="Hints">What is probably not meant: comparisons that cannot hold, because attributes are of another kind.</param>
public sealed record PreviewView(
    WaterfallView Waterfall,
    IReadOnlyList<RecipientView> Recipients,
    bool Complete,
    IReadOnlyList<string> Hints
);
