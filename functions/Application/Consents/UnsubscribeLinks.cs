using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Consents;

/// <summary>
/// The links with which people unsubscribe from a channel. Their content is encrypted: a link reveals nothing, applies to one address of
/// one tenant, and is valid as long as the deployment keeps its keys.
/// </summary>
internal sealed partial class UnsubscribeLinks(ISecretProtector protector, IOptions<AppOptions> options)
{
    public const string Path = "/api/unsubscribe";

    private const string Purpose = "unsubscribe";
    private const string Test = "test";
    private const char Separator = '\n';

    /// <summary>Whether e-mails carry links: the deployment has a public address.</summary>
    public bool Exist => options.Value.PublicBaseUrl is { Length: > 0 };

    /// <summary>
    /// Returns the link for a message; null without a public address, and on channels where people unsubscribe with a keyword.
    /// </summary>
    public Uri? Of(CampaignTask task, MessageId id, LedgerMessage message, string address, string? contactId) =>
        Of(task.Plan.Channel, () => Write(new(task.TenantId, task.Plan.Channel, address, contactId, task.Id, id, message.Creative?.Id)));

    /// <summary>Returns the link for a test: it leads to the same page, and changes nothing.</summary>
    public Uri? OfTest(CampaignTask task, string address) =>
        Of(task.Plan.Channel, () => Write(new(task.TenantId, task.Plan.Channel, address, ContactId: null, task.Id, IsTest: true)));

    /// <summary>Returns a link that looks like one and unsubscribes nobody, for a preview; null where there would be none.</summary>
    public Uri? Sample(ChannelKind channel) => Of(channel, () => "preview");

    private Uri? Of(ChannelKind channel, Func<string> token) =>
        channel is ChannelKind.Email && options.Value.PublicBaseUrl is { Length: > 0 } configured
            ? new Uri($"{configured.TrimEnd('/')}{Path}/{token()}")
            : null;

    /// <summary>Writes a token.</summary>
    public string Write(Unsubscription who) =>
        protector.Protect(
            string.Join(
                Separator,
                who.TenantId,
                EnumNames.Of(who.Channel),
                who.Address,
                who.ContactId ?? "",
                who.TaskId,
                who.Message?.ToString() ?? "",
                who.CreativeId ?? "",
                who.IsTest ? Test : ""
            ),
            Purpose
        );

    /// <summary>Masks the tokens of links in a text, also of one within another address, so that nobody can use them.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Mask(string? text) => text is null ? null : LinkPattern().Replace(text, "$1hidden");

    [GeneratedRegex(
        "(/unsubscribe/|%(?:25)*2Funsubscribe%(?:25)*2F)[A-Za-z0-9._-]+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex LinkPattern();

    /// <summary>Reads a token; returns false for one that this deployment did not write.</summary>
    public bool TryRead(string token, [NotNullWhen(true)] out Unsubscription? who)
    {
        who = null;
        try
        {
            if (
                protector.Unprotect(token, Purpose).Split(Separator)
                    is [var tenantId, var name, var address, var contactId, var taskId, .. var rest]
                && EnumNames.TryParse<ChannelKind>(name, out var channel)
            )
            {
                who = new Unsubscription(tenantId, channel, address, NullIfEmpty(contactId), taskId)
                {
                    Message = rest is [var id, ..] && MessageId.TryParse(id, out var known) ? known : null,
                    CreativeId = rest is [_, var creative, ..] ? NullIfEmpty(creative) : null,
                    IsTest = rest is [_, _, Test],
                };
            }
        }
        catch (InvalidOperationException)
        {
            // Written by another deployment, or with a key that is gone.
        }

        return who is not null;
    }

    private static string? NullIfEmpty(string text) => text.Length is 0 ? null : text;
}
