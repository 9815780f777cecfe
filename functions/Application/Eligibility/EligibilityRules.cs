using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Application.Eligibility;

/// <summary>The rules by which a message may leave, shared by senders and explanations, so that they agree.</summary>
internal sealed record EligibilityRules
{
    // Waits end on a coarse clock, so that a run with many of them is not woken for each.
    private static readonly (TimeSpan Min, TimeSpan Max) Coarseness = (TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));

    /// <summary>The reason on the record of a message that went to another address than planned.</summary>
    public const string AddressChanged = "addressChanged: the contact's address changed after planning";

    /// <summary>The reason on the record of a message whose contact moved to an address that has a message of the run already.</summary>
    public const string AddressTaken = "addressChanged: another message of the run goes to the contact's new address";

    /// <summary>The reason on the record of a message whose contact has no address any more.</summary>
    public const string AddressRemoved = "addressRemoved: the contact's address was removed after planning";

    private const string Capped = "capped";

    private static readonly string[] Codes =
    [
        "contactDeleted",
        "addressChanged",
        "addressRemoved",
        "unsubscribed",
        "noConsent",
        "suppressed",
        "ownsProduct",
        Capped,
    ];

    public required CampaignTask CampaignTask { get; init; }

    public required TenantSettings Settings { get; init; }

    public required IReadOnlyList<string> SkipOwnersOf { get; init; }

    /// <summary>The purpose of the messages: what is transactional is stopped neither by an opt-out nor by a cap.</summary>
    public MessagePurpose Purpose { get; init; }

    /// <summary>The most messages one person gets on the task's channel; null: any number.</summary>
    public FrequencyCap? Cap => IsTransactional ? null : Settings.Caps.GetValueOrDefault(CampaignTask.Plan.Channel);

    /// <summary>Returns true for messages that are transactional.</summary>
    public bool IsTransactional => Purpose is MessagePurpose.Transactional;

    /// <summary>Returns true when a pending message waits for nothing but a cap.</summary>
    public static bool WaitsForCap(LedgerMessage message) =>
        message is { State: MessageState.Pending, Reason: { } reason } && reason.StartsWith(Capped, StringComparison.Ordinal);

    /// <summary>Returns the code that a reason begins with; the codes are a fixed set.</summary>
    public static string CodeOf(string reason) =>
        Codes.FirstOrDefault(code => reason.StartsWith(code, StringComparison.Ordinal)) ?? "other";

    /// <summary>Applies every rule, in the order in which they count.</summary>
    /// <param name="recipient">The recipient.</param>
    /// <param name="message">The message; null when none is planned.</param>
    /// <param name="now">The time.</param>
    public IEnumerable<EligibilityCheck> Check(RecipientSnapshot recipient, MessageId? message, DateTimeOffset now)
    {
        yield return OfContact(recipient);
        yield return OfAddress(recipient);
        var permission = Settings.PermissionFor(CampaignTask.Plan.Channel, recipient.Contact, recipient.OfAddress, recipient.Suppression);
        yield return IsTransactional ? new("consent", true, "not needed: the message is transactional") : OfConsent(permission);
        yield return OfSuppression(permission.Suppression);
        yield return OfOwnership(recipient);
        yield return OfFrequency(recipient, message, now);
    }

    /// <summary>Applies the rules of an address: an opt-out, and a suppression.</summary>
    public static IEnumerable<EligibilityCheck> Of(AddressPermission permission) =>
        [OfConsent(permission), OfSuppression(permission.Suppression)];

    private static EligibilityCheck OfContact(RecipientSnapshot recipient) =>
        recipient switch
        {
            { Contact: { } contact } => new("contact", true, $"contact {contact.Id}"),
            { ContactId: null } => new("contact", true, "the address leads to no contact"),
            _ => new("contact", false, ErasedRecipients.ContactDeleted),
        };

    private EligibilityCheck OfAddress(RecipientSnapshot recipient) =>
        recipient switch
        {
            { Address: { Length: > 0 } address } => new("address", true, address),
            { Planned.Length: 0 } => new(
                "address",
                false,
                $"noAddress: the contact has no {EnumNames.Of(CampaignTask.Plan.Channel)} address"
            ),
            _ => new("address", false, AddressRemoved),
        };

    private static EligibilityCheck OfConsent(AddressPermission permission) =>
        (permission.HasConsent, permission.Consent) switch
        {
            (true, null) => new("consent", true, "no consent recorded; opt-in not required"),
            (true, { } consent) => new(
                "consent",
                true,
                $"{consent.Status.ToString().ToLowerInvariant()}: by {consent.Source} on {Day(consent.At)}"
            ),
            (false, { IsOptOut: true } consent) => new("consent", false, $"unsubscribed: by {consent.Source} on {Day(consent.At)}"),
            _ => new("consent", false, "noConsent: opt-in is required and was not given"),
        };

    private static EligibilityCheck OfSuppression(Suppression? suppression) =>
        suppression is null
            ? new("suppression", true, "the address is not suppressed")
            : new("suppression", false, $"suppressed: {EnumNames.Of(suppression.Reason)} by {suppression.Source} on {Day(suppression.At)}");

    private EligibilityCheck OfOwnership(RecipientSnapshot recipient)
    {
        var owned = SkipOwnersOf
            .Select(product => (product, order: recipient.History.OwningOrder(product)))
            .FirstOrDefault(one => one.order is not null);
        return owned.order is { } order ? new("ownership", false, $"ownsProduct: {owned.product} by order {order.Id}")
            : SkipOwnersOf.Count is 0 ? new("ownership", true, "no product's owners are skipped")
            : new("ownership", true, $"owns none of {string.Join(", ", SkipOwnersOf)}");
    }

    private EligibilityCheck OfFrequency(RecipientSnapshot recipient, MessageId? message, DateTimeOffset now)
    {
        if (Cap is not { } cap)
        {
            return new("frequency", true, "the channel has no cap");
        }

        var noun = cap.Messages is 1 ? "message" : "messages";
        var words = string.Create(CultureInfo.InvariantCulture, $"{cap.Messages} {noun} in {IsoDuration.Format(cap.Period)}");
        if (recipient.Touches.FreeAt(cap, CampaignTask.Plan.Channel, now, message) is not { } free)
        {
            return new("frequency", true, $"fewer than {words}");
        }

        var until = Coarse(free, cap.Period);
        var at = until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var reason = $"{Capped}: had {words}; the next may leave at {at}";
        return new("frequency", false, reason, until);
    }

    private static DateTimeOffset Coarse(DateTimeOffset at, TimeSpan period)
    {
        var step = Math.Clamp(period.Ticks / 100, Coarseness.Min.Ticks, Coarseness.Max.Ticks);
        return new DateTimeOffset((at.UtcTicks + step - 1) / step * step, TimeSpan.Zero);
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
