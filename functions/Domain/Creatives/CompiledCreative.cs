using System.Net;
using CampaignTasks.Domain.Liquid;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>A creative that is parsed once and filled for every recipient. Thread-safe.</summary>
public sealed class CompiledCreative
{
    private readonly ChannelKind _channel;
    private readonly LiquidText? _subject;
    private readonly LiquidText? _text;
    private readonly LiquidText? _html;
    private readonly string? _templateId;
    private readonly IReadOnlyList<(string Name, LiquidText Value)>? _variables;
    private readonly bool _needsUnsubscribe;

    private CompiledCreative(Creative creative, ChannelKind channel, Func<string?, string, LiquidText?> parse)
    {
        _channel = channel;
        _subject = parse(creative.Subject, "subject");
        _text = parse(creative.Text, "text");
        _html = parse(creative.Html, "html");
        _templateId = creative.TemplateId;
        _variables = creative.TemplateVariables is { } variables
            ? [.. variables.Select(v => (v.Key, parse(v.Value ?? "", $"templateVariables.{v.Key}")!))]
            : null;
        _needsUnsubscribe = Parts.Any(part => part.Text?.Required.ContainsKey(RecipientVariables.UnsubscribeUrl) is true);
    }

    private IEnumerable<(string Name, LiquidText? Text)> Parts =>
        [
            ("subject", _subject),
            ("text", _text),
            ("html", _html),
            .. (_variables ?? []).Select(variable => ($"templateVariables.{variable.Name}", (LiquidText?)variable.Value)),
        ];

    /// <summary>Lists the variables that every recipient has.</summary>
    public static IReadOnlyList<string> KnownVariables(ChannelKind channel, CreativeUse use) =>
        [
            "address",
            .. channel switch
            {
                ChannelKind.Email when use.HasUnsubscribeLink => ["email", "unsubscribeUrl"],
                ChannelKind.Email => ["email"],
                ChannelKind.Sms or ChannelKind.Whatsapp => ["phone"],
                _ => (string[])[],
            },
            .. use.HasCampaign ? ["campaign"] : (string[])[],
        ];

    /// <summary>
    /// Compiles a creative; null when one of its texts is no Liquid, shows a variable that not everybody has, or is too long whoever gets
    /// it. What is wrong is added to the errors by field.
    /// </summary>
    public static CompiledCreative? TryCompile(
        Creative creative,
        ChannelKind channel,
        CreativeUse use,
        string field,
        ValidationErrors errors
    )
    {
        if (TryParse(creative, channel, field, errors) is not { } compiled)
        {
            return null;
        }

        var before = errors.Count;
        compiled.CheckKnown(KnownVariables(channel, use), use, field, errors);
        foreach (var (part, reason) in CreativeLimits.TooLong(compiled.Literal(), channel))
        {
            errors.Add($"{field}.{part}", reason);
        }

        return errors.Count == before ? compiled : null;
    }

    /// <summary>Compiles a creative that was checked when its task was created.</summary>
    /// <exception cref="InvalidOperationException">It was not: the message says what is wrong.</exception>
    public static CompiledCreative From(Creative creative, ChannelKind channel)
    {
        var errors = new ValidationErrors();
        return TryParse(creative, channel, "creative", errors)
            ?? throw new InvalidOperationException(string.Join(' ', errors.ToDictionary().SelectMany(e => e.Value)));
    }

    /// <summary>Returns true when one of the texts has a variable of this name.</summary>
    public bool Mentions(string name) => Parts.Any(part => part.Text?.Mentioned.Contains(name.ToLowerInvariant()) is true);

    /// <summary>Fills the creative for a recipient.</summary>
    /// <param name="recipient">The recipient.</param>
    /// <param name="limit">The most bytes of UTF-8 that all its texts together may have.</param>
    /// <param name="missing">Gets the names of variables that the texts asked for and the recipient lacks.</param>
    public CreativeRendering Render(CreativeRecipient recipient, int limit = LiquidLimits.LargestMessage, ISet<string>? missing = null)
    {
        if (_needsUnsubscribe && recipient.Unsubscribe is null)
        {
            return new CreativeRendering.Failed(
                "noUnsubscribeLink",
                "text",
                "there is no unsubscribe link: CampaignTasks__PublicBaseUrl is not set"
            );
        }

        var part = "subject";
        try
        {
            var variables = new RecipientVariables(_channel, recipient, missing);
            var left = limit;
            var subject = _subject is null ? null : TextRules.OnOneLine(_subject.Render(variables, ref left));
            part = "text";
            var text = _text?.Render(variables, ref left);
            part = "html";
            var html = _html?.Render(variables, ref left);
            part = "templateVariables";
            var values = _variables is null ? null : Fill(_variables, variables, ref left);
            part = "text";
            var content = WithLink(new RenderedCreative(subject, text, html, _templateId, values), recipient.Unsubscribe, ref left);
            return Checked(content, bytes: limit - left);
        }
        catch (LiquidException e)
        {
            return new CreativeRendering.Failed("cannotFill", part, e.Message);
        }
    }

    private static CompiledCreative? TryParse(Creative creative, ChannelKind channel, string field, ValidationErrors errors)
    {
        var before = errors.Count;
        var compiled = new CompiledCreative(creative, channel, (text, part) =>
            text is null ? null : LiquidText.Parse(text, isHtml: part is "html", fault => errors.Add($"{field}.{part}", fault))
        );
        return errors.Count == before ? compiled : null;
    }

    private static Dictionary<string, string> Fill(
        IReadOnlyList<(string Name, LiquidText Value)> texts,
        RecipientVariables variables,
        ref int left
    )
    {
        var values = new Dictionary<string, string>(texts.Count, StringComparer.Ordinal);
        foreach (var (name, text) in texts)
        {
            values[name] = ForTemplate(text.Render(variables, ref left));
        }

        return values;
    }

    private void CheckKnown(IReadOnlyList<string> known, CreativeUse use, string field, ValidationErrors errors)
    {
        foreach (var (part, text) in Parts)
        {
            if (text is null)
            {
                continue;
            }

            HashSet<string> wrong = new(StringComparer.Ordinal);
            foreach (var (path, name) in text.Paths)
            {
                if (VariableNames.FaultOf(path) is { } fault)
                {
                    wrong.Add(name);
                    errors.Add($"{field}.{part}", $"{fault} (at {text.PlaceOf(path.Split('.')[0])})");
                }
            }

            foreach (var (name, written) in text.Required)
            {
                if (!wrong.Contains(name) && !known.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    var words = MissingFault(name, TextRules.Abbreviate(written), text.Fallbacks.Contains(name), known, use);
                    errors.Add($"{field}.{part}", $"{words} (at {text.PlaceOf(written)})");
                }
            }
        }
    }

    private string MissingFault(string name, string written, bool isFallback, IReadOnlyList<string> known, CreativeUse use) =>
        name is RecipientVariables.UnsubscribeUrl && _channel is ChannelKind.Email && !use.HasUnsubscribeLink
            ? "E-mails have no unsubscribe link here, because the service has no public address: set CampaignTasks__PublicBaseUrl, or leave unsubscribeUrl out."
            : (isFallback ? $"If '{written}' is a text, it stands in quotes: write default: \"{written}\". " : "")
                + $"Not everybody has the variable '{written}': write {{{{ {written} | default: \"…\" }}}}, "
                + $"or put what needs it between {{% if {written} %}} and {{% endif %}}. Everybody has: {string.Join(", ", known)}.";

    // What is sure to be sent, whatever the values are.
    private RenderedCreative Literal() =>
        new(
            _subject?.Literal,
            _text?.Literal,
            _html?.Literal,
            _templateId,
            _variables?.ToDictionary(v => v.Name, v => v.Value.Literal, StringComparer.Ordinal)
        );

    private CreativeRendering Checked(RenderedCreative content, int bytes)
    {
        if (_subject is not null && string.IsNullOrWhiteSpace(content.Subject))
        {
            return new CreativeRendering.Failed("emptySubject", "subject", "the subject is empty when it is filled");
        }

        if (_templateId is null && string.IsNullOrWhiteSpace(content.Text) && string.IsNullOrWhiteSpace(content.Html))
        {
            return new CreativeRendering.Failed("emptyText", "text", "the text is empty when it is filled");
        }

        foreach (var (part, reason) in CreativeLimits.TooLong(content, _channel))
        {
            return new CreativeRendering.Failed("tooLong", part, reason);
        }

        return new CreativeRendering.Filled(content, bytes);
    }

    // WhatsApp refuses a variable with a line break, a tab or more than four blanks in a row.
    private static string ForTemplate(string value)
    {
        value = TextRules.OnOneLine(value);
        while (value.Contains("     ", StringComparison.Ordinal))
        {
            value = value.Replace("     ", " ", StringComparison.Ordinal);
        }

        return value;
    }

    private RenderedCreative WithLink(RenderedCreative content, Uri? unsubscribe, ref int left)
    {
        if (unsubscribe is null || _channel is not ChannelKind.Email)
        {
            return content;
        }

        if (content.Text is { } text && !Shows(_text, text, unsubscribe.AbsoluteUri))
        {
            var line = $"\n\n--\nUnsubscribe: {unsubscribe.AbsoluteUri}";
            left = LiquidOutput.After(left, line.Length);
            content = content with { Text = text + line };
        }

        if (content.Html is { } html && WebUtility.HtmlEncode(unsubscribe.AbsoluteUri) is var link && !Shows(_html, html, link))
        {
            var footer = $"<p style=\"font-size:small\"><a href=\"{link}\">Unsubscribe</a></p>";
            left = LiquidOutput.After(left, footer.Length);
            content = content with { Html = WithFooter(html, footer) };
        }

        return content;
    }

    // A link that stands in a block may have been left out.
    private static bool Shows(LiquidText? source, string filled, string link) =>
        source?.Mentioned.Contains(RecipientVariables.UnsubscribeUrl) is true && filled.Contains(link, StringComparison.Ordinal);

    private static string WithFooter(string html, string footer) =>
        html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase) is >= 0 and var end ? html.Insert(end, footer) : html + footer;
}
