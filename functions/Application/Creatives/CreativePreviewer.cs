using System.Globalization;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Creatives;

/// <summary>The preview of a creative: checked as in a task, and filled for one recipient. It stores nothing.</summary>
internal sealed class CreativePreviewer(
    IContactStore contacts,
    ICreativeStore creatives,
    ISettingsStore settings,
    UnsubscribeLinks links,
    IOptions<SendingOptions> sending,
    TimeProvider time
)
{
    private const string Field = "creative";

    /// <summary>Fills a creative.</summary>
    /// <exception cref="ValidationException">The creative, contact or sample is wrong, or the message could not be sent.</exception>
    public async Task<CreativePreviewView> PreviewAsync(
        string tenantId,
        CreativePreviewRequest request,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        var contact = await FindAsync(tenantId, request.ContactId, errors, cancellationToken);
        if (request.Language is not null && !LanguageTag.IsOne(request.Language))
        {
            errors.Add("language", LanguageTag.Fault);
        }

        var (channel, given) = await ChooseAsync(tenantId, request, errors, cancellationToken);
        errors.ThrowIfAny();
        var use = new CreativeUse(HasCampaign: true, links.Exist) { HasData = true };
        var creative = CreativeValidator.Check(given!, channel, use, request.CreativeId is null ? Field : "creativeId", errors);
        var id = new ContactId(tenantId, contact?.Id ?? "sample");
        var own = await settings.ReadAsync(tenantId, cancellationToken);
        var recipient = SampleRecipient.Of(id, channel, contact, request.Sample, own.Country, time.GetUtcNow(), errors);
        errors.ThrowIfAny();
        return Fill(
            creative!,
            channel,
            contact,
            recipient with
            {
                Unsubscribe = links.Sample(channel),
                Language = request.Language,
                HomeLanguage = own.Language,
            },
            request
        );
    }

    private async Task<(ChannelKind Channel, Creative? Given)> ChooseAsync(
        string tenantId,
        CreativePreviewRequest request,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        if (request is { Creative: not null, CreativeId: not null })
        {
            errors.Add("creativeId", "The creative is ambiguous: give one of creative and creativeId.");
            return default;
        }

        if (request.CreativeId is { } id)
        {
            var saved = await creatives.FindAsync(tenantId, id, cancellationToken);
            if (saved is null)
            {
                errors.Add("creativeId", "There is no such creative: list them with GET /api/creatives.");
            }
            else if (request.Channel is { } other && other != saved.Channel)
            {
                errors.Add("channel", $"This is a creative for {EnumNames.Of(saved.Channel)}: give that channel, or leave it out.");
            }

            return (saved?.Channel ?? default, saved?.Content);
        }

        if (request.Channel is null)
        {
            errors.Add("channel", "The channel is missing: give the one that the creative is for, as in \"email\".");
        }

        if (request.Creative is null)
        {
            errors.Add(Field, "The creative is missing: give what to say, as in {\"text\":\"Hello\"}, or a creativeId.");
        }

        return (request.Channel ?? default, request.Creative?.ToCreative(errors));
    }

    private async Task<Contact?> FindAsync(string tenantId, string? id, ValidationErrors errors, CancellationToken cancellationToken)
    {
        if (id is null)
        {
            return null;
        }

        var contact = ExternalId.IsValid(id) ? await contacts.FindAsync(tenantId, id, cancellationToken) : null;
        if (contact is null)
        {
            errors.Add("contactId", "There is no contact with this id: give another one, or leave it out and give a sample.");
        }

        return contact;
    }

    private CreativePreviewView Fill(
        Creative source,
        ChannelKind channel,
        Contact? contact,
        CreativeRecipient recipient,
        CreativePreviewRequest request
    )
    {
        var creative = CompiledCreative.From(source, channel);
        var missing = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        switch (creative.Render(recipient, sending.Value.LargestMessage, missing))
        {
            case CreativeRendering.Filled { Content: var content }:
                var segments = channel is ChannelKind.Sms && content.Text is { } text ? SmsSegments.Of(text) : null;
                return new CreativePreviewView(
                    RenderedCreativeView.From(content),
                    SizeOf(content),
                    segments is null ? null : new SmsSegmentsView(segments.Encoding, segments.Count),
                    [.. CreativeWarnings.Of(source), .. Warnings(creative, channel, contact, recipient, segments, missing, request)],
                    creative.LanguageFor(recipient)
                );
            case CreativeRendering.Failed failed:
                var errors = new ValidationErrors();
                errors.Add($"{Field}.{failed.Part}", $"Filled for this recipient, it cannot be sent: {failed.Reason}");
                throw new ValidationException(errors);
            default:
                throw new InvalidOperationException("A creative is filled or it is not.");
        }
    }

    private static int SizeOf(RenderedCreative content) =>
        new[] { content.Subject, content.Text, content.Html, content.TemplateId, content.Title, content.ImageUrl, content.RedirectUrl }
            .Concat(content.TemplateVariables?.Values ?? [])
            .Sum(part => part is null ? 0 : TextLength.Octets(part));

    private IEnumerable<string> Warnings(
        CompiledCreative creative,
        ChannelKind channel,
        Contact? contact,
        CreativeRecipient recipient,
        SmsSegments? segments,
        IEnumerable<string> missing,
        CreativePreviewRequest request
    )
    {
        if (contact is not null && !contact.Addresses.ContainsKey(channel))
        {
            yield return $"The contact has no {EnumNames.Of(channel)} address and would get no message.";
        }

        foreach (var name in missing)
        {
            var meant = ContactAttributes.Similar(name, recipient.Contact?.Attributes.Keys ?? []);
            yield return $"'{name}' has no value for this recipient: what stands in for it is shown.{(meant is null ? "" : $" Did you mean {meant}?")}";
        }

        foreach (var name in (request.Sample ?? []).Keys.Where(name => !creative.Mentions(name)))
        {
            yield return $"'{name}' of the sample is not in the creative.";
        }

        if (creative.Mentions("campaign") && request.Sample?.Keys.Contains("campaign", StringComparer.OrdinalIgnoreCase) is not true)
        {
            yield return "The campaign is the task's: give one in the sample to see it. A task without one needs a default.";
        }

        if (channel is ChannelKind.Email && !links.Exist)
        {
            yield return "E-mails have no unsubscribe link: set CampaignTasks__PublicBaseUrl to the public address of the service.";
        }

        if (segments is { Odd: { } odd })
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"'{odd}' (U+{odd.Value:X4}) is not in the GSM alphabet, so that a segment holds 70 characters instead of 160. Segments: {segments.Count}."
            );
        }
    }
}
