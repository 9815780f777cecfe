using System.Text.Json.Serialization;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Collections;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;
using NodaTime;

namespace CampaignTasks.Domain.Automations;

/// <summary>A step of an automation. Stored: add optional members, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Send), "send")]
[JsonDerivedType(typeof(WaitFor), "waitFor")]
[JsonDerivedType(typeof(WaitUntil), "waitUntil")]
[JsonDerivedType(typeof(Branch), "branch")]
[JsonDerivedType(typeof(Update), "update")]
[JsonDerivedType(typeof(WebhookCall), "webhook")]
public abstract record AutomationStep
{
    private AutomationStep() { }

    /// <summary>Sends a message.</summary>
    /// <param name="Channel">The channel.</param>
    public sealed record Send(ChannelKind Channel) : AutomationStep
    {
        /// <summary>The ids of the accounts that send, in the order in which they are asked.</summary>
        public required IReadOnlyList<string> Accounts
        {
            get;
            init => field = EquatableList<string>.From(value);
        }

        /// <summary>The contents, among which people are distributed by weight; usually one.</summary>
        public required IReadOnlyList<PlannedCreative> Creatives
        {
            get;
            init => field = EquatableList<PlannedCreative>.From(value);
        }
    }

    /// <summary>Waits for a while.</summary>
    /// <param name="For">How long.</param>
    public sealed record WaitFor(TimeSpan For) : AutomationStep;

    /// <summary>Waits until a time of the day.</summary>
    /// <param name="At">The local time.</param>
    /// <param name="Weekdays">The days on which the wait may end.</param>
    public sealed record WaitUntil([property: JsonConverter(typeof(LocalTimeConverter))] LocalTime At, Weekdays Weekdays) : AutomationStep
    {
        /// <summary>The time as the API writes it.</summary>
        [JsonIgnore]
        public string Time => LocalTimes.Format(At);

        /// <summary>Checks a wait as a caller gives it.</summary>
        /// <param name="time">The time.</param>
        /// <param name="weekdays">The names of days; null: all.</param>
        /// <param name="field">The path of the wait.</param>
        /// <param name="errors">Gets what is wrong.</param>
        public static WaitUntil Check(string time, IReadOnlyList<string>? weekdays, string field, ValidationErrors errors)
        {
            ArgumentNullException.ThrowIfNull(errors);
            if (!LocalTimes.TryParse(time, out var at))
            {
                errors.Add($"{field}.until", "The time is not one of a day: write hours and minutes, as in 09:00.");
            }

            if (weekdays is { Count: 0 })
            {
                errors.Add($"{field}.weekdays", "The list of weekdays is empty: name at least one, or leave it out for all.");
            }

            return new WaitUntil(at, weekdays is null ? Weekdays.All : WeekdayNames.Check(weekdays, $"{field}.weekdays", errors));
        }
    }

    /// <summary>Goes one of two ways, which meet again behind it.</summary>
    /// <param name="If">The rule.</param>
    public sealed record Branch(SegmentRule If) : AutomationStep
    {
        /// <summary>The steps of contacts for whom the rule holds.</summary>
        public required IReadOnlyList<AutomationStep> Then
        {
            get;
            init => field = EquatableList<AutomationStep>.From(value);
        }

        /// <summary>The steps of the others; may be empty.</summary>
        public required IReadOnlyList<AutomationStep> Else
        {
            get;
            init => field = EquatableList<AutomationStep>.From(value);
        }
    }

    /// <summary>Changes attributes of the contact.</summary>
    /// <param name="Attributes">The new values by name; null removes an attribute.</param>
    public sealed record Update(IReadOnlyDictionary<string, AttributeValue?> Attributes) : AutomationStep;

    /// <summary>Posts to an address of the tenant's own.</summary>
    /// <param name="Url">The address.</param>
    public sealed record WebhookCall(string Url) : AutomationStep;
}
