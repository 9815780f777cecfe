using System.Net;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>A creative that is parsed once and rendered for every recipient. Thread-safe.</summary>
public sealed class CompiledCreative
{
    private const string Unsubscribe = "unsubscribeUrl";

    private readonly ChannelKind _channel;
    private readonly Template? _subject;
    private readonly Template? _text;
    private readonly Template? _html;
    private readonly string? _templateId;
    private readonly IReadOnlyList<(string Name, Template Value)>? _variables;

    private CompiledCreative(Creative creative, ChannelKind channel, Func<string?, string, Template?> parse)
    {
        _channel = channel;
        _subject = parse(creative.Subject, "subject");
        _text = parse(creative.Text, "text");
        _html = parse(creative.Html, "html");
        _templateId = creative.TemplateId;
        _variables = creative.TemplateVariables is { } variables
            ? [.. variables.Select(v => (v.Key, parse(v.Value, $"templateVariables.{v.Key}")!))]
            : null;
    }

    /// <summary>Lists the variables that every recipient of a pasted list has on a channel.</summary>
    public static IReadOnlyList<string> KnownVariables(ChannelKind channel) =>
        channel switch
        {
            ChannelKind.Email => ["address", "email", Unsubscribe],
            ChannelKind.Sms or ChannelKind.Whatsapp => ["address", "phone"],
            _ => ["address"],
        };

    /// <summary>Compiles a creative; null when one of its texts is invalid, which is added to the errors by field.</summary>
    public static CompiledCreative? TryCompile(Creative creative, ChannelKind channel, string field, ValidationErrors errors)
    {
        var known = KnownVariables(channel);
        var before = errors.Count;
        var compiled = new CompiledCreative(creative, channel, (text, part) =>
            text is null ? null : Template.Parse(text, known, fault => errors.Add($"{field}.{part}", fault))
        );
        return errors.Count == before ? compiled : null;
    }

    /// <summary>Compiles a creative that was checked when its task was created.</summary>
    /// <exception cref="InvalidOperationException">It was not: the message says what is wrong.</exception>
    public static CompiledCreative From(Creative creative, ChannelKind channel)
    {
        var errors = new ValidationErrors();
        return TryCompile(creative, channel, "creative", errors)
            ?? throw new InvalidOperationException(string.Join(' ', errors.ToDictionary().SelectMany(e => e.Value)));
    }

    /// <summary>Renders for a recipient; attributes supply the variables of their names.</summary>
    /// <param name="address">The address.</param>
    /// <param name="attributes">What is known of the contact; null for an address that leads to none.</param>
    /// <param name="unsubscribe">
    /// Where an e-mail's reader unsubscribes. A text that does not show it with <c>{{unsubscribeUrl}}</c> gets a line at its end.
    /// </param>
    public RenderedCreative Render(string address, IReadOnlyDictionary<string, AttributeValue>? attributes = null, Uri? unsubscribe = null)
    {
        var rendered = Render(name =>
            name switch
            {
                "address" => address,
                "email" when _channel is ChannelKind.Email => address,
                "phone" when _channel is ChannelKind.Sms or ChannelKind.Whatsapp => address,
                Unsubscribe when _channel is ChannelKind.Email => unsubscribe?.ToString(),
                _ => attributes?.GetValueOrDefault(name)?.ToString(),
            }
        );
        return unsubscribe is null || _channel is not ChannelKind.Email
            ? rendered
            : rendered with
            {
                Text = rendered.Text is { } text && !Shows(_text) ? $"{text}\n\n--\nUnsubscribe: {unsubscribe}" : rendered.Text,
                Html = rendered.Html is { } html && !Shows(_html) ? WithFooter(html, unsubscribe) : rendered.Html,
            };
    }

    /// <summary>Renders; values and fallbacks are HTML-encoded in the HTML, and have no line breaks in the subject.</summary>
    /// <param name="value">The value of a variable; null or empty when the recipient has none.</param>
    public RenderedCreative Render(Func<string, string?> value) =>
        new(
            _subject?.Render(value, OnOneLine),
            _text?.Render(value),
            _html?.Render(value, WebUtility.HtmlEncode),
            _templateId,
            _variables?.ToDictionary(v => v.Name, v => v.Value.Render(value), StringComparer.Ordinal)
        );

    private static bool Shows(Template? template) => template?.Variables.Contains(Unsubscribe) is true;

    private static string WithFooter(string html, Uri unsubscribe)
    {
        var footer = $"<p style=\"font-size:small\"><a href=\"{WebUtility.HtmlEncode(unsubscribe.ToString())}\">Unsubscribe</a></p>";
        var end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html + footer : html.Insert(end, footer);
    }

    // A line break in a subject could start another header.
    private static string OnOneLine(string value) => value.Any(IsBreak) ? string.Create(value.Length, value, static (line, from) =>
            {
                for (var i = 0; i < line.Length; i++)
                {
                    line[i] = IsBreak(from[i]) ? ' ' : from[i];
                }
            }) : value;

    private static bool IsBreak(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
