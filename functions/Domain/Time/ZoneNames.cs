using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Time;

/// <summary>Zones as callers name them.</summary>
public static class ZoneNames
{
    /// <summary>The word in the place of a zone that means each recipient's own.</summary>
    public const string Recipient = "recipient";

    private const string Form = "write an IANA id, as in Europe/Paris";
    private const string OrRecipients = ", or recipient for each recipient's own";

    /// <summary>Returns the IANA id that a caller gave; UTC when it is absent, and UTC with an error when there is no such zone.</summary>
    public static string Check(string? name, string field, ValidationErrors errors)
    {
        if (name is null || Zones.TryGet(name, out _))
        {
            return name ?? "UTC";
        }

        errors.Add(field, Fault(name));
        return "UTC";
    }

    /// <summary>The message about a name that is no zone.</summary>
    internal static string Fault(string name) => $"There is no time zone of this name: {ZoneAdvice.For(name, Form)}";

    /// <summary>The end of a message about a wrong name where each recipient's own zone may be named, too.</summary>
    internal static string Advice(string name) => ZoneAdvice.For(name, Form + OrRecipients, Recipient);
}
