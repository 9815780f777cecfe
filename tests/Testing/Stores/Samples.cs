using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using NodaTime;

namespace CampaignTasks.Testing.Stores;

/// <summary>Good default records for stores to keep; tests change what matters with <c>with</c>.</summary>
public static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Texts that break out of quotes, keys, filters and encodings where someone forgot to encode.</summary>
    public static readonly string[] HostileTexts =
    [
        "'; or 1 eq 1",
        "it's",
        "\"quoted\"",
        "a' or Name ne '",
        "100% /\\#? &amp; <b>",
        "Ünïcödé 漢字 🎉",
        "tab\tand\nline",
        "",
        " ",
        "|",
        "~!",
    ];

    /// <summary>Shaped as a ULID: a greater number is a newer id.</summary>
    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"01k{number:D23}");

    public static CampaignTask Task(string tenantId = "acme", int number = 1) => Task(Plan(number), tenantId, number);

    public static CampaignTask Task(TaskPlan plan, string tenantId = "acme", int number = 1) =>
        new()
        {
            TenantId = tenantId,
            Id = Id(number),
            Plan = plan,
            CreatedAt = Now,
            UpdatedAt = Now,
        };

    public static TaskPlan Plan(int number = 1) =>
        new()
        {
            Name = $"Task {number.ToString(CultureInfo.InvariantCulture)}",
            Channel = ChannelKind.Email,
            Accounts = ["account"],
            Audience = new PastedList(Version: 1, Size: 2, Duplicates: 0),
            Creatives = [new(new(Subject: "Hello", Text: "Hi {{ name | default: 'there' }}", Html: null))],
        };

    /// <summary>A plan that differs from <see cref="Plan"/> in every part. Tests find a new part that is missing here.</summary>
    public static TaskPlan OtherPlan() =>
        new()
        {
            Name = "Spring news",
            Campaign = "spring",
            Channel = ChannelKind.Whatsapp,
            Accounts = ["account", "other"],
            Audience = new Segment(Segment()),
            Creatives =
            [
                new(Creative("HX00000000000000000000000000000000")) { Source = new(Id(501), 3), Weight = 30 },
                new(Creative("HX00000000000000000000000000000001")) { Source = new(Id(502), 1), Weight = 70 },
            ],
            Schedule = Schedule(),
            Pacing = new(TimeSpan.FromSeconds(3), DailyLimit: 500, RatePerSecond: 1.5),
            StopOnFailure = true,
            Overlap = OverlapRule.Queue,
            WhenCapped = CappedRule.Wait,
            Rollout = Rollout(),
            Site = "01k9site0000000000000000aa",
            App = "01k9app00000000000000000aa",
        };

    /// <summary>A roll-out with everything a roll-out may have.</summary>
    public static Rollout Rollout() =>
        new()
        {
            Stages =
            [
                new RolloutStage(0.5m, TimeSpan.FromHours(1), new HoldLimits(5, 2.5m, 1)),
                new RolloutStage(10, TimeSpan.FromMinutes(90), HoldIf: null),
                new RolloutStage(100, TimeSpan.Zero, new HoldLimits(UnsubscribedPercent: 0)),
            ],
        };

    /// <summary>A creative with everything that one for WhatsApp may have.</summary>
    public static Creative Creative(string templateId = "HX00000000000000000000000000000000") =>
        new(null, null, null, templateId, new Dictionary<string, string> { ["1"] = "{{ firstName | default: 'there' }}" })
        {
            RedirectUrl = "https://shop.example/spring?for={{ phone | url_encode }}",
            Languages = new Dictionary<string, Creative>
            {
                ["fr"] = new(null, null, null, TemplateVariables: new Dictionary<string, string> { ["1"] = "vous" }),
                ["pt-BR"] = new(null, null, null, "HX00000000000000000000000000000002"),
            },
        };

    /// <summary>A saved creative.</summary>
    public static SavedCreative SavedCreative(string tenantId = "acme", int number = 1) =>
        new()
        {
            TenantId = tenantId,
            Id = Id(number),
            Name = $"Creative {number.ToString(CultureInfo.InvariantCulture)}",
            Channel = ChannelKind.Whatsapp,
            Content = Creative(),
            CreatedAt = Now,
            UpdatedAt = Now,
        };

    /// <summary>A rule with lists in lists.</summary>
    public static SegmentRule Segment() =>
        new()
        {
            All =
            [
                new() { Countries = ["FR", "JP"] },
                new()
                {
                    Not = new()
                    {
                        Bought = new() { Products = ["p1"], Status = [OrderStatus.Pending] },
                    },
                },
            ],
        };

    /// <summary>A schedule with everything a schedule may have.</summary>
    public static Schedule Schedule() =>
        new()
        {
            StartDate = new LocalDate(2026, 12, 1),
            FinishDate = new LocalDate(2026, 12, 31),
            TimeZone = "Europe/Paris",
            Windows =
            [
                new DailyWindow(new LocalTime(9, 0), new LocalTime(12, 30)),
                new DailyWindow(new LocalTime(14, 0), LocalTime.Midnight),
            ],
            DoNotDisturb = new DoNotDisturb { Weekdays = Weekdays.Saturday | Weekdays.Sunday, Dates = [new LocalDate(2026, 12, 25)] },
            Recurrence = new Recurrence.Weekly(2, Weekdays.Tuesday),
            LatestStart = TimeSpan.FromHours(12),
        };

    public static ChannelAccount Account(string tenantId = "acme", int number = 1) =>
        new()
        {
            TenantId = tenantId,
            Id = Id(number),
            Name = "Sandbox",
            Channel = ChannelKind.Email,
            Provider = "sandbox",
            Settings = new Dictionary<string, string> { ["senderAddress"] = "news@example.org" },
            ProtectedSecrets = new Dictionary<string, string> { ["accessKey"] = "sealed" },
            Pacing = new(TimeSpan.FromSeconds(3), DailyLimit: 500, RatePerSecond: 1.5),
            CreatedAt = Now,
            UpdatedAt = Now,
        };

    /// <summary>A contact with an e-mail address of its own.</summary>
    public static Contact Contact(string id, string tenantId = "acme", string? email = null) =>
        new()
        {
            TenantId = tenantId,
            Id = id,
            Addresses = new Dictionary<ChannelKind, string> { [ChannelKind.Email] = email ?? $"{id}@example.net" },
            CreatedAt = Now,
            UpdatedAt = Now,
        };

    public static Run Run(string tenantId = "acme", string taskId = "task", int day = 0, int lanes = 2)
    {
        var occurrence = Now.AddDays(day);
        return new()
        {
            TenantId = tenantId,
            TaskId = taskId,
            Id = RunId.From(tenantId, taskId, occurrence),
            Occurrence = occurrence,
            Lanes = lanes,
            StartedAt = occurrence,
        };
    }

    /// <summary>A page of messages that are all owed.</summary>
    public static LedgerPage Page(int number, int messages = 3) =>
        LedgerPage.Plan(
            number,
            Enumerable.Range(0, messages).Select(i => string.Create(CultureInfo.InvariantCulture, $"p{number}m{i}@example.net")),
            Now
        );

    public static Receipt Receipt(Run run, int page, int index, MessageState state, int minute = 1) =>
        new(
            new MessageId(run.Id, page, index),
            state,
            ProviderId: "provider-id",
            Reason: state is MessageState.Failed ? "30005 Unknown destination" : null,
            At: Now.AddMinutes(minute)
        );
}
