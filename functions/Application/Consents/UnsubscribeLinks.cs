using System.Diagnostics.CodeAnalysis;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Consents;

/// <summary>
/// Spells the addresses with which people end a channel's messages. What they name is sealed: a link says nothing to anybody else, serves one
/// address of one company, and holds as long as the deployment keeps its keys.
/// </summary>
internal sealed class UnsubscribeLinks(ISecretProtector box, IOptions<AppOptions> options)
{
    public const string Path = "/api/unsubscribe";

    private const string Place = "unsubscribe";
    private const char Separator = '\n';

    /// <summary>The link in a message; null without a public address, and on channels that people leave with a word.</summary>
    public Uri? Of(CampaignTask task, string address, string? contactId) =>
        task.Plan.Channel is ChannelKind.Email && options.Value.PublicBaseUrl is { Length: > 0 } configured
            ? new Uri($"{configured.TrimEnd('/')}{Path}/{Seal(new(task.TenantId, task.Plan.Channel, address, contactId, task.Id))}")
            : null;

    public string Seal(Unsubscription who) =>
        box.Protect(string.Join(Separator, who.TenantId, EnumNames.Of(who.Channel), who.Address, who.ContactId ?? "", who.TaskId), Place);

    /// <summary>Reads a token; false for anything that this deployment did not seal.</summary>
    public bool TryOpen(string token, [NotNullWhen(true)] out Unsubscription? who)
    {
        who = null;
        try
        {
            if (box.Unprotect(token, Place).Split(Separator) is [var tenantId, var name, var address, var contactId, var taskId]
                && EnumNames.TryParse<ChannelKind>(name, out var channel))
            {
                who = new Unsubscription(tenantId, channel, address, contactId.Length is 0 ? null : contactId, taskId);
            }
        }
        catch (InvalidOperationException)
        {
            // Not ours, or sealed with a key that is gone.
        }

        return who is not null;
    }
}
