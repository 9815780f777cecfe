using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Telemetry;
using CampaignTasks.Api.Tenants;
using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Channels;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Api.Accounts;

/// <summary>What is done with accounts over HTTP, once the caller and the account are known.</summary>
internal sealed class AccountService(
    IAccountStore store,
    IQuotaStore budgets,
    ITaskStore tasks,
    ChannelCatalog channels,
    AccountSettings settings,
    AccountResolver opener,
    WebhookAddress addresses,
    Ulids ids,
    TimeProvider time,
    ILogger<AccountService> logger)
{
    private static readonly CampaignTaskStatus[] Live =
        [CampaignTaskStatus.Draft, CampaignTaskStatus.Testing, CampaignTaskStatus.Scheduled, CampaignTaskStatus.Running, CampaignTaskStatus.Paused];

    /// <exception cref="ProblemException">422: something is wrong with the request.</exception>
    public Task<ChannelAccount> AddAsync(string tenantId, AccountRequest request, CancellationToken cancellationToken) =>
        AddAsync(tenantId, new ResourceId(ids.Next()), request, cancellationToken);

    /// <exception cref="ProblemException">422: something is wrong with the request.</exception>
    public async Task<ChannelAccount> AddAsync(string tenantId, ResourceId id, AccountRequest request, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        TenantEndpoints.CheckName(request.Name, errors);
        var channel = CheckProvider(request, errors);
        var pacing = (request.Pacing ?? PacingDefinition.Empty).CheckOfAccount(request.Channel, "pacing", errors);
        var zone = ZoneNames.Check(request.TimeZone, "timeZone", errors);
        var now = time.GetUtcNow();
        var account = new ChannelAccount
        {
            TenantId = tenantId,
            Id = id.Value,
            Name = request.Name?.Trim() ?? "",
            Channel = request.Channel ?? default,
            Provider = request.Provider ?? "",
            Settings = new Dictionary<string, string>(),
            ProtectedSecrets = new Dictionary<string, string>(),
            Pacing = pacing,
            TimeZone = zone,
            CreatedAt = now,
            UpdatedAt = now,
        };
        account = channel is null ? account : settings.Apply(account, null, channel, request.Settings ?? [], errors);
        errors.ThrowIfAny();
        account = account with { IsDefault = request.IsDefault ?? !await HasDefaultAsync(account, cancellationToken) };
        account = await StoreAsync(account, cancellationToken);
        logger.AccountChanged(account.Id, tenantId, "created");
        return account;
    }

    /// <exception cref="ProblemException">422: something is wrong with the request.</exception>
    public async Task<ChannelAccount> ChangeAsync(ChannelAccount account, JsonBody<AccountChange> body, CancellationToken cancellationToken)
    {
        var (name, isDefault, changes, pacing, zone) = body.Value;
        var errors = new ValidationErrors();
        var changed = account;
        if (body.Given.Contains("name"))
        {
            TenantEndpoints.CheckName(name, errors);
            changed = changed with { Name = name?.Trim() ?? "" };
        }

        if (body.Given.Contains("isDefault"))
        {
            changed = changed with { IsDefault = isDefault ?? false };
        }

        if (body.Given.Contains("pacing"))
        {
            changed = changed with { Pacing = (pacing ?? PacingDefinition.Empty).CheckOfAccount(account.Channel, "pacing", errors) };
        }

        if (body.Given.Contains("timeZone"))
        {
            changed = changed with { TimeZone = ZoneNames.Check(zone, "timeZone", errors) };
        }

        if (changes is not null)
        {
            changed = channels.Find(account.Channel, account.Provider) is { } channel
                ? settings.Apply(changed, opener.OpenReadable(account), channel, changes, errors)
                : throw new ProblemException(Problems.Conflict("providerGone", $"This deployment has no provider {account.Provider} any more: create another account."));
            changed = changed.Activate(time.GetUtcNow());
        }

        errors.ThrowIfAny();
        changed = await store.UpdateAsync(changed with { UpdatedAt = time.GetUtcNow() }, cancellationToken);
        logger.AccountChanged(account.Id, account.TenantId, "changed");
        return changed;
    }

    public async Task<ChannelAccount> ActivateAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        if (account.Status is AccountStatus.Active)
        {
            return account;
        }

        account = await store.UpdateAsync(account.Activate(time.GetUtcNow()), cancellationToken);
        logger.AccountChanged(account.Id, account.TenantId, "activated");
        return account;
    }

    public async Task DeleteAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(account, cancellationToken);
        await budgets.DeleteAsync(account.TenantId, QuotaPolicy.From(account).Scope, cancellationToken);
        logger.AccountChanged(account.Id, account.TenantId, "deleted");
    }

    /// <summary>A task that sends through the account and has not ended; null when there is none.</summary>
    public async Task<CampaignTask?> FindUserAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await tasks.ListAsync(account.TenantId, new TaskFilter(Live, account.Channel), Query.LargestPage, cursor, cancellationToken);
            if (page.Items.FirstOrDefault(task => task.Plan.Accounts.Contains(account.Id)) is { } user)
            {
                return user;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
        return null;
    }

    /// <summary>The account as a caller may see it, with what it sent today; the answer gets its ETag.</summary>
    public async Task<AccountView> TaggedViewAsync(ChannelAccount account, Caller caller, HttpContext context)
    {
        context.Response.Headers.ETag = ETags.Of(account.ETag ?? "");
        var terms = QuotaPolicy.From(account);
        var usage = terms.IsFree ? null
            : UsageView.From(terms, await budgets.ReadAsync(account.TenantId, terms.Scope, context.RequestAborted), time.GetUtcNow());
        return View(account, caller, context.Request) with { Usage = usage };
    }

    /// <summary>The account as a caller may see it.</summary>
    public AccountView View(ChannelAccount account, Caller caller, HttpRequest request) => new(
        account.Id,
        account.Name,
        account.Channel,
        account.Provider,
        account.IsDefault,
        AccountSettings.View(account, channels.Find(account.Channel, account.Provider)),
        PacingView.From(account.Pacing),
        account.TimeZone,
        Usage: null,
        account.Status,
        account.StopReason,
        caller.Role is Role.Admin ? addresses.Of(opener.OpenReadable(account), $"{request.Scheme}://{request.Host}") : null,
        account.CreatedAt,
        account.UpdatedAt);

    private async Task<ChannelAccount> StoreAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        try
        {
            return await store.AddAsync(account, cancellationToken);
        }
        catch (ConcurrencyConflictException)
        {
            // The same request stored it before, and its process died before it could answer.
            return await store.FindAsync(account.TenantId, account.Id, cancellationToken) ?? throw new ConcurrencyConflictException("The account");
        }
    }

    private IChannel? CheckProvider(AccountRequest request, ValidationErrors errors)
    {
        if (request.Channel is not { } kind)
        {
            errors.Add("channel", $"The channel is missing: give one of {string.Join(", ", EnumNames.Of(typeof(ChannelKind)))}.");
            return null;
        }

        if (channels.Find(kind, request.Provider ?? "") is { } channel)
        {
            return channel;
        }

        errors.Add("provider", $"Give one of the providers of {EnumNames.Of(kind)}: {string.Join(", ", channels.Providers(kind))}.");
        return null;
    }

    private async Task<bool> HasDefaultAsync(ChannelAccount account, CancellationToken cancellationToken) =>
        (await store.ListAsync(account.TenantId, cancellationToken)).Any(other => other.Channel == account.Channel && other.IsDefault);
}
