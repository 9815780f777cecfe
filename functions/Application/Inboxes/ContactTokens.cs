using System.Globalization;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Inboxes;

/// <summary>
/// The tokens with which contacts read their own inboxes. A token is encrypted and holds tenant, contact and end; nothing is stored. It
/// ends with the contact: one that is created under the same id later is somebody else.
/// </summary>
internal sealed class ContactTokens(ISecretProtector protector, IContactStore contacts, ITenantStore tenants, TimeProvider time)
{
    private const string Purpose = "inbox";
    private const char Separator = '\n';

    // Ids have at most 64 characters, and encryption adds a third.
    private const int Longest = 1000;

    private static readonly TimeSpan Usual = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(30);

    /// <summary>
    /// Makes a token, and makes the contact's id its address on the channels inbox and web: whoever has a token can be written to. Null
    /// when there is no such contact.
    /// </summary>
    /// <exception cref="ValidationException">The lifetime is no duration, or out of range.</exception>
    public async Task<ContactToken?> IssueAsync(ContactId id, ContactTokenRequest? request, CancellationToken cancellationToken)
    {
        var life = Usual;
        if (request?.Lifetime is { } text && (!IsoDuration.TryParse(text, out life) || life < ShortestLife || life > LongestLife))
        {
            var errors = new ValidationErrors();
            errors.Add("lifetime", "Not a duration of PT1M to P30D: write it like PT1H.");
            errors.ThrowIfAny();
        }

        var contact = await ConflictRetry.RetryAsync(() => ReachableAsync(id, cancellationToken), ConflictRetry.FewRounds);
        if (contact is null)
        {
            return null;
        }

        // Whole seconds: the token says no more.
        var until = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + life).ToUnixTimeSeconds());
        return new ContactToken(Write(contact, until), until);
    }

    /// <summary>
    /// Finds whose token this is; null for one that this deployment did not write, that has ended, or whose contact is gone.
    /// </summary>
    public async Task<TokenHolder?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (
            token.Length <= Longest
            && Read(token) is [var tenantId, var contactId, var created, var until]
            && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && time.GetUtcNow().ToUnixTimeSeconds() < seconds
            && await tenants.FindAsync(tenantId, cancellationToken) is { Status: var status and not TenantStatus.Deleting }
            && await contacts.FindAsync(tenantId, contactId, cancellationToken) is { } contact
            && created == CreationOf(contact)
        )
        {
            return new(new ContactId(tenantId, contactId), status is TenantStatus.Suspended);
        }

        return null;
    }

    private static string CreationOf(Contact contact) => contact.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture);

    private string Write(Contact contact, DateTimeOffset until) =>
        protector.Protect(
            string.Join(
                Separator,
                contact.TenantId,
                contact.Id,
                CreationOf(contact),
                until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
            ),
            Purpose
        );

    private string[]? Read(string token)
    {
        try
        {
            return protector.Unprotect(token, Purpose).Split(Separator);
        }
        catch (InvalidOperationException)
        {
            // Written by another deployment, for another purpose, or with a key that is gone.
            return null;
        }
    }

    private async Task<Contact?> ReachableAsync(ContactId id, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(id.TenantId, id.Id, cancellationToken) is not { } contact)
        {
            return null;
        }

        ChannelKind[] missing = [.. InboxChannels.All.Where(channel => !contact.Addresses.ContainsKey(channel))];
        if (missing.Length > 0)
        {
            var addresses = new Dictionary<ChannelKind, string>(contact.Addresses);
            foreach (var channel in missing)
            {
                addresses[channel] = contact.Id;
            }

            await contacts.SaveAsync(contact with { Addresses = addresses, UpdatedAt = time.GetUtcNow() }, cancellationToken);
        }

        return contact;
    }
}
