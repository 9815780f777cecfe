using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tasks;

/// <summary>A task as a caller gives it: everything may be missing or wrong.</summary>
public sealed record TaskDefinition
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 64;

    /// <summary>The most addresses a pasted list may hold after folding.</summary>
    public const int LargestList = 200_000;

    public string? Name { get; init; }

    public string? Campaign { get; init; }

    public ChannelKind? Channel { get; init; }

    /// <summary>Ids of the accounts that send; null: the channel's default.</summary>
    public IReadOnlyList<string>? Accounts { get; init; }

    /// <summary>The pasted list, one address a line, or several with commas or semicolons between them.</summary>
    public string? List { get; init; }

    /// <summary>The country in which national phone numbers of the list are read; null: they are refused.</summary>
    public string? Country { get; init; }

    /// <summary>A checked audience of another kind, instead of a list.</summary>
    public Audience? Target { get; init; }

    /// <summary>The contents: one of the task's own, or one or several that were saved.</summary>
    public IReadOnlyList<PlannedCreative>? Creatives { get; init; }

    /// <summary>The schedule of the task; null to run at once.</summary>
    public ScheduleDefinition? Schedule { get; init; }

    public PacingDefinition? Pacing { get; init; }

    public bool? StopOnFailure { get; init; }

    /// <summary>Null: an occurrence that comes due while the run before is still going is left out.</summary>
    public OverlapRule? Overlap { get; init; }

    /// <summary>Null: messages to people who have had as many as they may get are skipped.</summary>
    public CappedRule? WhenCapped { get; init; }

    /// <summary>The roll-out in stages; null: all recipients at once.</summary>
    public RolloutDefinition? Rollout { get; init; }

    /// <summary>The id of the target site; null for none.</summary>
    public string? Site { get; init; }

    /// <summary>The id of the site's app; null for none.</summary>
    public string? App { get; init; }

    /// <summary>Whether e-mails of this deployment carry an unsubscribe link, which a creative may show.</summary>
    public bool HasUnsubscribeLinks { get; init; } = true;

    /// <summary>
    /// Writes out a plan, for an edit: replace with <c>with</c> what the caller changes, then <see cref="Check"/> against the plan. The
    /// list and the target are null, which keeps the plan's audience.
    /// </summary>
    public static TaskDefinition From(TaskPlan plan) =>
        new()
        {
            Name = plan.Name,
            Campaign = plan.Campaign,
            Channel = plan.Channel,
            Accounts = plan.Accounts,
            Creatives = plan.Creatives,
            Schedule = ScheduleDefinition.From(plan.Schedule),
            Pacing = new PacingDefinition(
                IsoDuration.Format(plan.Pacing.PauseBetweenMessages),
                plan.Pacing.DailyLimit,
                plan.Pacing.RatePerSecond
            ),
            StopOnFailure = plan.StopOnFailure,
            Overlap = plan.Overlap,
            WhenCapped = plan.WhenCapped,
            Rollout = RolloutDefinition.From(plan.Rollout),
            Site = plan.Site,
            App = plan.App,
        };

    /// <summary>Checks everything at once; null when anything is wrong.</summary>
    /// <param name="now">The time to hold the schedule against.</param>
    /// <param name="errors">Gets what is wrong, by field.</param>
    /// <param name="edited">The plan this definition changes; null for a new task.</param>
    public CheckedPlan? Check(DateTimeOffset now, ValidationErrors errors, TaskPlan? edited = null)
    {
        if (edited is not null && Channel != edited.Channel)
        {
            errors.Add("channel", "The channel of a task cannot change: copy the task, or create another one.");

            // The rest is checked for the channel that stays: what does not fit another one is no fault.
            (this with { Channel = edited.Channel }).Check(now, errors, edited);
            return null;
        }

        var before = errors.Count;
        CheckLabels(errors);
        CheckSenders(errors, edited);
        var creatives = CheckCreatives(errors);
        var schedule = (Schedule ?? new()).Check(now, "schedule", errors, edited?.Schedule);
        var pacing = (Pacing ?? PacingDefinition.Empty).CheckOfTask(Channel, "pacing", errors);
        var rollout = Rollout?.Check("rollout", errors);
        var list = CheckList(errors, edited);
        var audience = list?.ToAudience((edited?.Audience as PastedList)?.Version + 1 ?? 1) ?? Target ?? edited?.Audience;
        if (errors.Count > before || (creatives, schedule, audience, Channel, Name) is not ({ }, { }, { }, { } channel, { } name))
        {
            return null;
        }

        return new CheckedPlan(
            new TaskPlan
            {
                Name = name.Trim(),
                Campaign = TextRules.Label(Campaign),
                Channel = channel,
                Accounts = edited?.Accounts ?? Accounts ?? [],
                Audience = audience,
                Creatives = creatives,
                Schedule = schedule,
                Pacing = pacing,
                StopOnFailure = StopOnFailure ?? false,
                Overlap = Overlap ?? OverlapRule.Skip,
                WhenCapped = WhenCapped ?? CappedRule.Skip,
                Rollout = rollout,
                Site = Site,
                App = App,
            },
            list
        );
    }

    private void CheckLabels(ValidationErrors errors)
    {
        if (TextRules.IsInvisible(Name))
        {
            errors.Add("name", $"The name is missing: give 1 to {LongestName} characters.");
        }
        else if (TextLength.IsOver(Name?.Trim(), LongestName))
        {
            errors.Add("name", $"The name is too long: give at most {LongestName} characters.");
        }

        if (TextLength.IsOver(TextRules.Label(Campaign), 100))
        {
            errors.Add("campaign", "The campaign label is too long: give at most 100 characters.");
        }

        if (App is not null && Site is null)
        {
            errors.Add("site", "An app belongs to a site: give the id of its site, too.");
        }

        TextRules.CheckName(Name?.Trim(), "name", errors);
        TextRules.CheckName(Campaign?.Trim(), "campaign", errors);
    }

    private void CheckSenders(ValidationErrors errors, TaskPlan? edited)
    {
        if (Channel is null)
        {
            errors.Add(
                "channel",
                "The channel is missing: give one of email, sms, whatsapp, telegram, vk, instagram, avito, push, inbox, web, webhook."
            );
        }

        if (Accounts is { Count: 0 })
        {
            errors.Add(
                "accounts",
                "The list of accounts is empty: name at least one account, or leave it out to use the channel's default."
            );
        }
        else if (
            Accounts is not null
            && (Accounts.Any(string.IsNullOrWhiteSpace) || Accounts.Distinct(StringComparer.Ordinal).Count() != Accounts.Count)
        )
        {
            errors.Add("accounts", "The list of accounts has a blank or repeated id: name each account once.");
        }
        else if (edited is not null && Accounts is not null && !Accounts.SequenceEqual(edited.Accounts))
        {
            errors.Add("accounts", "The accounts of a task cannot change: copy the task, or create another one.");
        }
    }

    private IReadOnlyList<PlannedCreative>? CheckCreatives(ValidationErrors errors)
    {
        if (Creatives is not { Count: > 0 })
        {
            // Where a named one was not found, that is what is wrong.
            if (!errors.HasAnyFrom("creative"))
            {
                errors.Add(
                    "creative",
                    "The creative is missing: give what to say, as in {\"text\":\"Hello\"}, or a creativeId, or creatives with their weights."
                );
            }

            return null;
        }

        return Channel is { } channel
            ? PlannedCreatives.Check(
                Creatives,
                channel,
                new CreativeUse(TextRules.NullIfBlank(Campaign) is not null, HasUnsubscribeLinks),
                errors
            )
            : null;
    }

    private ParsedList? CheckList(ValidationErrors errors, TaskPlan? edited)
    {
        if (List is null && (edited is not null || Target is not null))
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(List))
        {
            errors.Add("audience.list", "The list of addresses is missing: give one address a line.");
            return null;
        }

        if (Channel is not { } channel)
        {
            return null;
        }

        var list = ListParser.Parse(channel, List, Country);
        LineError.AddTo(list.Errors, list.ErrorCount, "audience.list", errors);
        if (list.Addresses.Count > LargestList)
        {
            errors.Add(
                "audience.list",
                $"The list has {list.Addresses.Count} addresses: give at most {LargestList}, or upload up to {AddressList.Largest} with POST /api/audiences/import."
            );
        }

        return list;
    }
}
