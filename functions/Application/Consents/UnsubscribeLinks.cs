using System.Diagnostics.CodeAnalysis;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Consents;

/// <summary>
/// The links with which people unsubscribe from a channel. Their content is encrypted: a link reveals nothing, applies to one address of
/// one tenant, and is valid as long as the deployment keeps its keys.
/// </summary>
internal sealed class UnsubscribeLinks(ISecretProtector protector, IOptions<AppOptions> options)
{
    public const string Path = "/api/unsubscribe";

    private const string Purpose = "unsubscribe";
    private const char Separator = '\n';

    /// <summary>Whether e-mails carry links: the deployment has a public address.</summary>
    public bool Exist => options.Value.PublicBaseUrl is { Length: > 0 };

    /// <summary>
    /// Returns the link for a message; null without a public address, and on channels where people unsubscribe with a keyword.
    /// </summary>
    public Uri? Of(CampaignTask task, MessageId message, string address, string? contactId) =>
        Of(task.Plan.Channel, () => Write(new(task.TenantId, task.Plan.Channel, address, contactId, task.Id, message)));

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
                who.Message?.ToString() ?? ""
            ),
            Purpose
        );

    /// <summary>Reads a token; returns false for one that this deployment did not write.</summary>
    public bool TryRead(string token, [NotNullWhen(true)] out Unsubscription? who)
    {
        who = null;
        try
        {
            if (
                protector.Unprotect(token, Purpose).Split(Separator)
                    is [var tenantId, var name, var address, var contactId, var taskId, .. var message]
                && EnumNames.TryParse<ChannelKind>(name, out var channel)
            )
            {
                who = new Unsubscription(tenantId, channel, address, contactId.Length is 0 ? null : contactId, taskId)
                {
                    Message = message is [var id, ..] && MessageId.TryParse(id, out var known) ? known : null,
                };
            }
        }
        catch (InvalidOperationException)
        {
            // Written by another deployment, or with a key that is gone.
        }

        return who is not null;
    }
}
