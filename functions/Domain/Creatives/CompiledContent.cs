using System.Net;
using CampaignTasks.Domain.Liquid;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>A creative in one language that is parsed once and filled for every recipient. Thread-safe.</summary>
internal sealed class CompiledContent
{
    private readonly ChannelKind _channel;
    private readonly LiquidText? _subject;
    private readonly LiquidText? _text;
    private readonly LiquidText? _html;
    private readonly LiquidText? _title;
    private readonly LiquidText? _preheader;
    private readonly LiquidText? _imageUrl;
    private readonly LiquidText? _redirectUrl;
    private readonly string? _templateId;
    private readonly IReadOnlyList<(string Name, LiquidText Value)>? _variables;
    private readonly bool _needsUnsubscribe;

    private CompiledContent(Creative creative, ChannelKind channel, Func<string?, string, LiquidText?> parse)
    {
        _channel = channel;
        _subject = parse(creative.Subject, "subject");
        _text = parse(creative.Prepared?.Text ?? creative.Text, "text");
        _html = parse(creative.Prepared?.Html ?? creative.Html, "html");
        _title = parse(creative.Title, "title");
        _preheader = parse(creative.Preheader, "preheader");
        _imageUrl = parse(creative.ImageUrl, "imageUrl");
        _redirectUrl = parse(creative.RedirectUrl, "redirectUrl");
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
            ("title", _title),
            ("preheader", _preheader),
            ("imageUrl", _imageUrl),
            ("redirectUrl", _redirectUrl),
            .. (_variables ?? []).Select(variable => ($"templateVariables.{variable.Name}", (LiquidText?)variable.Value)),
        ];

    /// <summary>
    /// Compiles a creative; null when one of its texts is no Liquid, shows a variable that not everybody has, or is too long whoever gets
    /// it. What is wrong is added to the errors by field.
    /// </summary>
    public static CompiledContent? TryCompile(
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
        compiled.CheckKnown([.. CompiledCreative.KnownVariables(channel, use), .. compiled.OwnVariables()], use, field, errors);
        foreach (var (part, reason) in CreativeLimits.TooLong(compiled.Literal(), channel))
        {
            errors.Add($"{field}.{part}", reason);
        }

        return errors.Count == before ? compiled : null;
    }

    /// <summary>Parses a creative; null when one of its texts is no Liquid.</summary>
    public static CompiledContent? TryParse(Creative creative, ChannelKind channel, string field, ValidationErrors errors)
    {
        var before = errors.Count;
        var compiled = new CompiledContent(creative, channel, (text, part) =>
            text is null ? null : LiquidText.Parse(text, isHtml: part is "html", fault => errors.Add($"{field}.{part}", fault))
        );
        return errors.Count == before ? compiled : null;
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

        var part = "";
        try
        {
            var variables = new RecipientVariables(_channel, recipient, missing);
            var left = limit;
            part = "imageUrl";
            variables.ImageUrl = _imageUrl?.Render(variables, ref left);
            part = "redirectUrl";
            variables.RedirectUrl = _redirectUrl?.Render(variables, ref left);
            part = "title";
            var title = _title is null ? null : TextRules.OnOneLine(_title.Render(variables, ref left));
            part = "preheader";
            var preheader = _preheader?.Render(variables, ref left);
            part = "subject";
            var subject = _subject is null ? null : TextRules.OnOneLine(_subject.Render(variables, ref left));
            part = "text";
            var text = _text?.Render(variables, ref left);
            part = "html";
            var html = WithPreheader(_html?.Render(variables, ref left), preheader, ref left);
            part = "templateVariables";
            var values = _variables is null ? null : Fill(_variables, variables, ref left);
            part = "text";
            var content = new RenderedCreative(subject, text, html, _templateId, values)
            {
                Title = title,
                ImageUrl = variables.ImageUrl,
                RedirectUrl = variables.RedirectUrl,
            };
            content = WithLink(content, recipient.Unsubscribe, ref left);
            return Checked(content, bytes: limit - left);
        }
        catch (LiquidException e)
        {
            return new CreativeRendering.Failed("cannotFill", part, e.Message);
        }
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
                if (!wrong.Contains(name) && !known.Contains(name, StringComparer.OrdinalIgnoreCase) && !use.HasValue(name))
                {
                    var words = MissingFault(name, TextRules.Abbreviate(written), text.Fallbacks.Contains(name), known, use);
                    errors.Add($"{field}.{part}", $"{words} (at {text.PlaceOf(written)})");
                }
            }
        }
    }

    private string MissingFault(string name, string written, bool isFallback, IReadOnlyList<string> known, CreativeUse use) =>
        DataVariables.IsPath(name) && use.Data is not null
            ? $"The data of the request has no '{written[(DataVariables.Name.Length + 1)..]}': give it in data, or write {{{{ {written} | default: \"…\" }}}}."
        : name is RecipientVariables.UnsubscribeUrl && use.IsTransactional
            ? "A transactional message has no unsubscribe link: leave unsubscribeUrl out, or send it with \"purpose\":\"marketing\"."
        : name is RecipientVariables.UnsubscribeUrl && _channel is ChannelKind.Email && !use.HasUnsubscribeLink
            ? "E-mails have no unsubscribe link here, because the service has no public address: set CampaignTasks__PublicBaseUrl, or leave unsubscribeUrl out."
        : (
            isFallback
                ? $"If '{written}' is a text, it stands in quotes: write default: \"{written}\". If it is a variable, not everybody has it: write default: {written} | default: \"…\". "
                : $"Not everybody has the variable '{written}': write {{{{ {written} | default: \"…\" }}}}, "
                    + $"or put what needs it between {{% if {written} %}} and {{% endif %}}. "
        ) + $"Everybody has: {string.Join(", ", known)}.";

    // What is sure to be sent, whatever the values are.
    private RenderedCreative Literal() =>
        new(
            _subject?.Literal,
            _text?.Literal,
            _html?.Literal,
            _templateId,
            _variables?.ToDictionary(v => v.Name, v => v.Value.Literal, StringComparer.Ordinal)
        )
        {
            Title = _title?.Literal,
        };

    private IEnumerable<string> OwnVariables() =>
        new[] { ("imageUrl", _imageUrl), ("redirectUrl", _redirectUrl) }.Where(own => own.Item2 is not null).Select(own => own.Item1);

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

    // Mailboxes show the beginning of what is in the body: it comes first, and is not shown when the message is open.
    private static string? WithPreheader(string? html, string? preheader, ref int left)
    {
        if (html is null || TextRules.IsInvisible(preheader))
        {
            return html;
        }

        var hidden =
            "<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all\">"
            + $"{WebUtility.HtmlEncode(TextRules.OnOneLine(preheader!))}</div>";
        left = LiquidOutput.After(left, hidden.Length);
        var body = html.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
        var end = body < 0 ? -1 : html.IndexOf('>', body);
        return end < 0 ? hidden + html : html.Insert(end + 1, hidden);
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
