using CampaignTasks.Domain.Capabilities;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>The limits of creatives: for what is typed, and for what it becomes when it is filled.</summary>
public static class CreativeLimits
{
    /// <summary>Octets of a subject: a line of RFC 5322.</summary>
    public const int LongestSubject = 998;

    /// <summary>Characters of a variable of a provider's template.</summary>
    public const int LongestTemplateVariable = 1600;

    /// <summary>Octets of a text as typed, tags included.</summary>
    public const int LargestText = 64 * 1024;

    /// <summary>Octets of an HTML as typed, tags included.</summary>
    public const int LargestHtml = 256 * 1024;

    /// <summary>Characters of a title.</summary>
    public const int LongestTitle = 200;

    /// <summary>Characters of a preheader as typed: mailboxes show fewer.</summary>
    public const int LongestPreheader = 500;

    /// <summary>Characters of an address as typed.</summary>
    public const int LongestUrl = 2048;

    /// <summary>Tags of an HTML: the parser takes time in the square of some of them.</summary>
    public const int MostTags = 10_000;

    /// <summary>Elements of an HTML that lie inside one another.</summary>
    public const int DeepestElements = 200;

    /// <summary>Language variants of a creative.</summary>
    public const int MostLanguages = 20;

    /// <summary>
    /// Octets of all creatives of a task, with their languages and the bodies prepared from them: they are stored with the task, in one
    /// row.
    /// </summary>
    public const int LargestPlan = 640 * 1024;

    /// <summary>Octets of a creative with all its languages and the bodies prepared from them.</summary>
    public const int LargestCreative = 512 * 1024;

    /// <summary>Finds the parts of a filled creative that are too long for its channel.</summary>
    public static IEnumerable<(string Part, string Reason)> TooLong(RenderedCreative content, ChannelKind channel)
    {
        // A character has one to three octets for each of its units.
        if (
            content.Subject is { } subject
            && subject.Length * 3 > LongestSubject
            && TextLength.Octets(subject) is > LongestSubject and var octets
        )
        {
            yield return (
                "subject",
                $"The subject is too long: it has {octets} octets in UTF-8, and a line of an e-mail holds {LongestSubject}."
            );
        }

        if (content.Title is { Length: > LongestTitle } title && TextLength.Characters(title) is > LongestTitle and var signs)
        {
            yield return ("title", $"The title is too long: it has {signs} characters, and one holds {LongestTitle}.");
        }

        if (content.Text is { } text && ChannelCapabilities.Of(channel).Text?.Refuse(text) is { } tooLong)
        {
            yield return ("text", tooLong);
        }

        foreach (var (name, value) in content.TemplateVariables ?? new Dictionary<string, string>())
        {
            if (value.Length > LongestTemplateVariable && TextLength.Characters(value) is > LongestTemplateVariable and var many)
            {
                yield return (
                    $"templateVariables.{name}",
                    $"The variable is too long: it has {many} characters, and one holds {LongestTemplateVariable}."
                );
            }
        }
    }

    /// <summary>Returns true for the channels that send to a phone number.</summary>
    public static bool IsPhone(ChannelKind channel) => channel is ChannelKind.Sms or ChannelKind.Whatsapp;
}
