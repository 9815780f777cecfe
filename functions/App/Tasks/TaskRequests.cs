using System.Text.Json;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.App.Tasks;

/// <summary>A task to be created.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Campaign">A label that groups tasks, at most 100 characters.</param>
/// <param name="Channel">The channel to send on.</param>
/// <param name="Accounts">Ids of the accounts that send; absent: the channel's default.</param>
/// <param name="Audience">Whom to reach.</param>
/// <param name="Creative">What to say.</param>
/// <param name="Schedule">When to run; absent: at once.</param>
/// <param name="Pacing">How fast to send.</param>
/// <param name="StopOnFailure">Whether the first message that ends failed ends the run.</param>
/// <param name="Start">Whether to start at once (the default) or to stay a draft.</param>
internal sealed record TaskRequest(
    string? Name,
    string? Campaign,
    ChannelKind? Channel,
    List<string>? Accounts,
    AudienceRequest? Audience,
    CreativeRequest? Creative,
    ScheduleRequest? Schedule,
    PacingDefinition? Pacing,
    bool? StopOnFailure,
    bool? Start);

/// <summary>A change of a task: what is absent stays, what is given replaces the whole field.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Campaign">A label that groups tasks; null removes it.</param>
/// <param name="Channel">Cannot change; the same value is taken.</param>
/// <param name="Accounts">Cannot change; the same value is taken.</param>
/// <param name="Audience">Whom to reach.</param>
/// <param name="Creative">What to say.</param>
/// <param name="Schedule">When to run; null: at once.</param>
/// <param name="Pacing">How fast to send; null: the channel's default.</param>
/// <param name="StopOnFailure">Whether the first message that ends failed ends the run.</param>
internal sealed record TaskChange(
    string? Name,
    string? Campaign,
    ChannelKind? Channel,
    List<string>? Accounts,
    AudienceRequest? Audience,
    CreativeRequest? Creative,
    ScheduleRequest? Schedule,
    PacingDefinition? Pacing,
    bool? StopOnFailure);

/// <summary>Whom a task reaches.</summary>
/// <param name="List">A pasted list, one address a line.</param>
/// <param name="Buyers">Not supported yet.</param>
/// <param name="AudienceId">Not supported yet.</param>
internal sealed record AudienceRequest(string? List, JsonElement? Buyers, string? AudienceId)
{
    public void Check(FieldErrors errors)
    {
        NotYet.Refuse(Buyers is not null, "audience.buyers", "Audiences by sales history are", errors);
        NotYet.Refuse(AudienceId is not null, "audience.audienceId", "Saved audiences are", errors);
    }
}

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

/// <summary>When a task runs.</summary>
/// <param name="StartAt">The instant of its one occurrence, as in 2026-12-01T09:00:00Z.</param>
/// <param name="TimeZone">Not supported yet.</param>
/// <param name="StartDate">Not supported yet.</param>
/// <param name="FinishDate">Not supported yet.</param>
/// <param name="Windows">Not supported yet.</param>
/// <param name="DoNotDisturb">Not supported yet.</param>
/// <param name="Recurrence">Not supported yet.</param>
/// <param name="LatestStart">Not supported yet.</param>
internal sealed record ScheduleRequest(
    string? StartAt,
    JsonElement? TimeZone,
    JsonElement? StartDate,
    JsonElement? FinishDate,
    JsonElement? Windows,
    JsonElement? DoNotDisturb,
    JsonElement? Recurrence,
    JsonElement? LatestStart)
{
    public void Check(FieldErrors errors)
    {
        NotYet.Refuse(TimeZone is not null, "schedule.timeZone", "Time zones are", errors);
        NotYet.Refuse(StartDate is not null, "schedule.startDate", "Local dates are", errors);
        NotYet.Refuse(FinishDate is not null, "schedule.finishDate", "Local dates are", errors);
        NotYet.Refuse(Windows is not null, "schedule.windows", "Daily windows are", errors);
        NotYet.Refuse(DoNotDisturb is not null, "schedule.doNotDisturb", "Days of rest are", errors);
        NotYet.Refuse(Recurrence is not null, "schedule.recurrence", "Recurring tasks are", errors);
        NotYet.Refuse(LatestStart is not null, "schedule.latestStart", "Latest starts are", errors);
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
