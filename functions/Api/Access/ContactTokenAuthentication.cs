using CampaignTasks.Api.Http;
using CampaignTasks.Application.Inboxes;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Authentication;

namespace CampaignTasks.Api.Access;

/// <summary>Authentication by the token of a contact, which opens the contact's own inbox and nothing else.</summary>
internal sealed class ContactTokenAuthentication(ContactTokens tokens, FailedAuthentications failures) : BearerAuthentication(failures)
{
    public const string Scheme = "ContactToken";

    public override Task ChallengeAsync(AuthenticationProperties? properties) => Problems.ContactTokenNeeded().ExecuteAsync(Context);

    protected override async ValueTask<Caller?> FindAsync(string key) =>
        await tokens.FindAsync(key, Context.RequestAborted) is { } holder
            ? new Caller(holder.Contact.TenantId, $"contact {holder.Contact.Id}", Role.Viewer)
            {
                ContactId = holder.Contact.Id,
                IsSuspended = holder.IsSuspended,
            }
            : null;
}
