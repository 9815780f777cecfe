using System.Text.Json;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Tasks;

/// <summary>A task to be created.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Campaign">A label that groups tasks, at most 100 characters.</param>
/// <param name="Channel">The channel to send on.</param>
/// <param name="Accounts">Ids of the accounts that send; absent: the channel's default.</param>
/// <param name="Audience">Whom to reach.</param>
/// <param name="Creative">What to say.</param>
/// <param name="Schedule">When to run; absent: at once.</param>
/// <param name="Pacing">How fast to send, beside the pacing of its accounts; absent: as fast as they may.</param>
/// <param name="StopOnFailure">Whether the first message that ends failed ends the run.</param>
/// <param name="Overlap">What becomes of an occurrence that comes due while the run before is still going: left out (`skip`, the default) or next (`queue`).</param>
/// <param name="Start">Whether to start at once (the default) or to stay a draft.</param>
/// <param name="WhenCapped">What becomes of a message to somebody who has had as many as the settings let one person have: not sent (`skip`, the default) or sent later (`wait`).</param>
internal sealed record TaskRequest(
    string? Name,
    string? Campaign,
    ChannelKind? Channel,
    List<string>? Accounts,
    AudienceRequest? Audience,
    CreativeRequest? Creative,
    ScheduleDefinition? Schedule,
    PacingDefinition? Pacing,
    bool? StopOnFailure,
    OverlapRule? Overlap,
    bool? Start,
    CappedRule? WhenCapped = null);

/// <summary>A change of a task: what is absent stays, what is given replaces the whole field.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Campaign">A label that groups tasks; null removes it.</param>
/// <param name="Channel">Cannot change; the same value is taken.</param>
/// <param name="Accounts">Cannot change; the same value is taken.</param>
/// <param name="Audience">Whom to reach.</param>
/// <param name="Creative">What to say.</param>
/// <param name="Schedule">When to run; null: at once.</param>
/// <param name="Pacing">How fast to send, beside the pacing of its accounts; null: as fast as they may.</param>
/// <param name="StopOnFailure">Whether the first message that ends failed ends the run.</param>
/// <param name="Overlap">What becomes of an occurrence that comes due while the run before is still going.</param>
/// <param name="WhenCapped">What becomes of a message to somebody who has had as many as the settings let one person have.</param>
internal sealed record TaskChange(
    string? Name,
    string? Campaign,
    ChannelKind? Channel,
    List<string>? Accounts,
    AudienceRequest? Audience,
    CreativeRequest? Creative,
    ScheduleDefinition? Schedule,
    PacingDefinition? Pacing,
    bool? StopOnFailure,
    OverlapRule? Overlap,
    CappedRule? WhenCapped = null);

/// <summary>How a paused task goes on.</summary>
/// <param name="Overdue">What becomes of what came due during the pause: moved by its length (`shift`, the default), sent at once (`sendNow`) or not sent (`drop`).</param>
internal sealed record ResumeRequest(OverdueRule? Overdue);

/// <summary>Whom a task reaches.</summary>
/// <param name="List">A pasted list, one address a line.</param>
/// <param name="Buyers">Contacts by their sales history.</param>
/// <param name="AudienceId">A saved audience; what it says when a run is launched counts.</param>
/// <param name="Segment">Contacts for whom a rule holds.</param>
internal sealed record AudienceRequest(string? List, BuyersRequest? Buyers, string? AudienceId, SegmentRule? Segment);

/// <summary>Which buyers: those with an order of any of the products for which everything else holds at once.</summary>
/// <param name="Products">Any of these products.</param>
/// <param name="SalesPeriod">When it was ordered; absent: ever.</param>
/// <param name="SalesStatus">What became of the order, any of these; absent: successful.</param>
/// <param name="Countries">The order's country, any of these; absent: all.</param>
/// <param name="Campaigns">The order's campaign, any of these; absent: all.</param>
/// <param name="SkipOwnersOf">Whoever owns any of these is skipped, also when they buy between planning and sending.</param>
internal sealed record BuyersRequest(
    List<string?>? Products,
    PeriodRequest? SalesPeriod,
    List<OrderStatus>? SalesStatus,
    List<string?>? Countries,
    List<string?>? Campaigns,
    List<string?>? SkipOwnersOf)
{
    public BuyersDefinition ToDefinition() => new()
    {
        Products = Products,
        From = SalesPeriod?.From,
        To = SalesPeriod?.To,
        Statuses = SalesStatus,
        Countries = Countries,
        Campaigns = Campaigns,
        SkipOwnersOf = SkipOwnersOf,
    };
}

/// <summary>A period of time.</summary>
/// <param name="From">A date, which stands for its beginning in UTC, or an instant; absent: from the beginning.</param>
/// <param name="To">A date or an instant, which itself does not count; absent: to the end.</param>
internal sealed record PeriodRequest(string? From, string? To);

/// <summary>What a task says. Texts may hold variables: `{{name}}` or `{{name|fallback}}`.</summary>
/// <param name="Subject">E-mail's subject line.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">E-mail's HTML.</param>
/// <param name="TemplateId">A template kept by the provider, instead of a text.</param>
/// <param name="TemplateVariables">The template's variables by name.</param>
internal sealed record CreativeRequest(string? Subject, string? Text, string? Html, string? TemplateId, Dictionary<string, string?>? TemplateVariables)
{
    public Creative ToCreative(FieldErrors errors)
    {
        foreach (var (name, _) in (TemplateVariables ?? []).Where(v => v.Value is null))
        {
            errors.Add($"creative.templateVariables.{name}", "Give a text.");
        }

        return new Creative(Subject, Text, Html, TemplateId, TemplateVariables?.ToDictionary(v => v.Key, v => v.Value ?? "", StringComparer.Ordinal));
    }
}

/// <summary>Fields that the API has a name for and this version does not carry out: refused rather than ignored.</summary>
internal static class NotYet
{
    public static void Refuse(bool given, string field, string what, FieldErrors errors)
    {
        if (given)
        {
            errors.Add(field, $"{what} not supported yet: leave the field out.");
        }
    }
}
