using CampaignTasks.Application.Facts;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Audiences;

/// <summary>The use cases of saved audiences.</summary>
internal sealed class AudienceService(
    IAudienceStore store,
    IContactStore contacts,
    AudienceUses uses,
    AudienceRequestValidator validator,
    AudiencePreview preview,
    ISettingsStore settings,
    TenantUsage usage,
    FactPublisher publisher,
    TimeProvider time
)
{
    private const int MaxMembersAtOnce = 10_000;
    private const int MaxUnknown = 100;

    /// <exception cref="ValidationException">Something is wrong with it.</exception>
    public async Task<AudienceDefinition> AddAsync(
        string tenantId,
        string id,
        SavedAudienceRequest request,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        object?[] given = [request.Contacts, request.Segment, request.Buyers];
        if (given.Count(one => one is not null) is not 1)
        {
            errors.Add("$", "The audience is missing or ambiguous: give one of contacts (a list, which may be empty), segment and buyers.");
        }

        var name = CheckName(request.Name, errors);
        var members = CheckIds(request.Contacts, "contacts", errors);
        var rule = await RuleAsync(tenantId, request.Segment, request.Buyers, errors, cancellationToken);
        errors.ThrowIfAny();
        await usage.EnsureRoomAsync(tenantId, QuotaKind.Audiences, cancellationToken);
        var now = time.GetUtcNow();
        var audience = new AudienceDefinition
        {
            TenantId = tenantId,
            Id = id,
            Name = name!,
            Rule = rule,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await store.ChangeMembersAsync(tenantId, id, members, [], cancellationToken);
        var stored = await AddOrFindAsync(audience, cancellationToken);
        await PublishAsync(tenantId, id, members, removed: []);
        return stored;
    }

    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    /// <exception cref="ValidationException">Something is wrong with the change.</exception>
    public async Task<AudienceDefinition> ChangeAsync(
        AudienceDefinition audience,
        SavedAudienceChange change,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        if (audience.Rule is null or AddressList && (change.Segment is not null || change.Buyers is not null))
        {
            var what = audience.IsList ? "A static list cannot become a rule" : "Uploaded addresses cannot become a rule";
            errors.Add(change.Segment is null ? "buyers" : "segment", $"{what}: create another audience.");
        }
        else if (change.Segment is not null && change.Buyers is not null)
        {
            errors.Add("buyers", "Both segment and buyers are given: give one of them.");
        }

        var name = change.Name is null ? audience.Name : CheckName(change.Name, errors);
        var rule = await RuleAsync(audience.TenantId, change.Segment, change.Buyers, errors, cancellationToken);
        errors.ThrowIfAny();
        return await store.UpdateAsync(
            audience with
            {
                Name = name!,
                Rule = rule ?? audience.Rule,
                UpdatedAt = time.GetUtcNow(),
            },
            cancellationToken
        );
    }

    /// <exception cref="ConflictException">It is no static list.</exception>
    public static void EnsureList(AudienceDefinition audience)
    {
        if (!audience.IsList)
        {
            throw new ConflictException(
                "notAList",
                audience.Rule is AddressList
                    ? "This audience has uploaded addresses, which cannot change: upload another file, or use a static list, which has members."
                    : "This audience selects by a rule: use a static list, which has members."
            );
        }
    }

    /// <exception cref="ConflictException">It is not a static list.</exception>
    /// <exception cref="ValidationException">The change is not valid.</exception>
    public async Task<MembersView> ChangeMembersAsync(
        AudienceDefinition audience,
        MembersRequest request,
        CancellationToken cancellationToken
    )
    {
        EnsureList(audience);
        var errors = new ValidationErrors();
        var (added, removed) = (CheckIds(request.Add, "add", errors), CheckIds(request.Remove, "remove", errors));
        if (request.Addresses is not null && request.Channel is null)
        {
            errors.Add("channel", "The channel of the addresses is missing: give one, as in email.");
        }

        errors.ThrowIfAny();
        List<string> unknown = [];
        if (request is { Addresses: { } addresses, Channel: { } channel })
        {
            added = [.. added, .. await FindAsync(audience.TenantId, channel, addresses, unknown, cancellationToken)];
        }

        await store.ChangeMembersAsync(audience.TenantId, audience.Id, added, removed, cancellationToken);
        await PublishAsync(audience.TenantId, audience.Id, added, removed);
        return new MembersView(added.Count, removed.Count, unknown);
    }

    /// <exception cref="ConflictException">A task that has not ended reaches it, or an automation begins by it.</exception>
    public async Task DeleteAsync(AudienceDefinition audience, CancellationToken cancellationToken)
    {
        await uses.EnsureNoneAsync(audience, cancellationToken);
        await store.DeleteAsync(audience.TenantId, audience.Id, cancellationToken);
    }

    /// <exception cref="ValidationException">Something is wrong with the request.</exception>
    public async Task<PreviewView> PreviewAsync(string tenantId, PreviewRequest request, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        if (request.Channel is null)
        {
            errors.Add("channel", "The channel is missing: give one, as in email.");
        }

        var audience = await validator.CheckAsync(tenantId, request.Channel, request.Audience, errors, cancellationToken);
        if (request.Audience is null or { List: null, Buyers: null, AudienceId: null, Segment: null })
        {
            errors.Add("audience", "The audience is missing: give one of list, buyers, audienceId and segment.");
        }

        errors.ThrowIfAny();
        var channel = request.Channel!.Value;
        if (audience is not null)
        {
            return await preview.CountAsync(new(tenantId, channel, audience, AsyncEnumerable.Empty<string>()), cancellationToken);
        }

        var list = await ParseAsync(tenantId, channel, request.Audience!.List!, cancellationToken);
        LineError.AddTo(list.Errors, list.ErrorCount, "audience.list", errors);
        errors.ThrowIfAny();
        return await preview.CountAsync(new(tenantId, channel, list.ToAudience(1), list.Addresses.ToAsyncEnumerable()), cancellationToken);
    }

    private async Task<AudienceDefinition> AddOrFindAsync(AudienceDefinition audience, CancellationToken cancellationToken)
    {
        try
        {
            return await store.AddAsync(audience, cancellationToken);
        }
        catch (ConcurrencyConflictException)
        {
            // The same request stored it before, and its process died before it could answer.
            return await store.FindAsync(audience.TenantId, audience.Id, cancellationToken)
                ?? throw new InvalidOperationException("The audience is gone.");
        }
    }

    private Task PublishAsync(string tenantId, string id, List<string> added, List<string> removed)
    {
        var now = time.GetUtcNow();
        return publisher.PublishAsync(
            tenantId,
            added
                .Distinct(StringComparer.Ordinal)
                .Select(ContactFact (member) => new ContactFact.ListJoined(member, now, id))
                .Concat(removed.Except(added, StringComparer.Ordinal).Select(member => new ContactFact.ListLeft(member, now, id)))
        );
    }

    private async Task<Audience?> RuleAsync(
        string tenantId,
        SegmentRule? segment,
        BuyersRequest? buyers,
        ValidationErrors errors,
        CancellationToken cancellationToken
    ) =>
        segment is not null ? await validator.CheckSegmentAsync(tenantId, segment, "segment", errors, cancellationToken)
        : buyers?.ToDefinition().Check("buyers", errors) is { } filter ? new Buyers(filter)
        : null;

    private async Task<List<string>> FindAsync(
        string tenantId,
        ChannelKind channel,
        string text,
        List<string> unknown,
        CancellationToken cancellationToken
    )
    {
        var list = await ParseAsync(tenantId, channel, text, cancellationToken);
        unknown.AddRange(list.Errors.Select(error => error.ToString()));
        List<string> found = [];
        foreach (var batch in list.Addresses.Chunk(200))
        {
            var known = await contacts.FindByAddressAsync(tenantId, channel, batch, cancellationToken);
            found.AddRange(known.Select(one => one.Contact?.Id).OfType<string>());
            unknown.AddRange(
                batch
                    .Where((_, i) => known[i].Contact is null)
                    .Take(Math.Max(0, MaxUnknown - unknown.Count))
                    .Select(address => $"'{address}': no contact has this address.")
            );
        }

        return found;
    }

    private async Task<ParsedList> ParseAsync(string tenantId, ChannelKind channel, string text, CancellationToken cancellationToken) =>
        ListParser.Parse(channel, text, (await settings.ReadAsync(tenantId, cancellationToken)).Country);

    /// <summary>Returns the name without surrounding blanks, null when it is missing; adds an error when it is invalid.</summary>
    public static string? CheckName(string? name, ValidationErrors errors)
    {
        if (TextRules.IsInvisible(name) || TextLength.IsOver(name!.Trim(), 100))
        {
            errors.Add("name", "The name is missing or too long: give 1 to 100 characters.");
        }

        TextRules.CheckName(name?.Trim(), "name", errors);
        return name?.Trim();
    }

    private static List<string> CheckIds(List<string?>? ids, string field, ValidationErrors errors)
    {
        if (ids?.Count > MaxMembersAtOnce)
        {
            errors.Add(field, $"There are {ids.Count} contacts: give at most {MaxMembersAtOnce} at a time.");
            return [];
        }

        for (var i = 0; i < ids?.Count; i++)
        {
            if (!ExternalId.IsValid(ids[i]))
            {
                errors.Add($"{field}[{i}]", $"Not an id: {ExternalId.Form}.");
            }
        }

        return [.. (ids ?? []).OfType<string>()];
    }
}
