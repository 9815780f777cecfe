using CampaignTasks.Application.Joins;

namespace CampaignTasks.Api.Joins;

/// <summary>A link by which one contact joins the chat of an account.</summary>
/// <param name="Url">The link: give it to this contact alone.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record JoinLinkView(string Url, DateTimeOffset ExpiresAt)
{
    public static JoinLinkView From(JoinLink link) => new(link.Url.AbsoluteUri, link.ExpiresAt);
}
