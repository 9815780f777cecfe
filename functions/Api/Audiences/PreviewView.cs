namespace CampaignTasks.Api.Audiences;

/// <summary>The recipients of an audience right now.</summary>
/// <param name="Waterfall">The way from the audience to messages.</param>
/// <param name="Recipients">The first twenty.</param>
/// <param name="Complete">Whether all were counted; the counting of a very large audience ends after twenty seconds.</param>
internal sealed record PreviewView(WaterfallView Waterfall, IReadOnlyList<RecipientView> Recipients, bool Complete);
