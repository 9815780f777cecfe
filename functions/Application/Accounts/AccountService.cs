using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Requests;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Accounts;

/// <summary>The use cases of channel accounts.</summary>
internal sealed class AccountService(
    IAccountStore store,
    IQuotaStore quotas,
    ITaskStore tasks,
    IChannelCatalog channels,
    AccountSettings settings,
    AccountResolver resolver,
    TenantUsage usage,
    Ulids ids,
    TimeProvider time,
    ILogger<AccountService> logger
)
{
    private const int MaxPage = 200;

    private static readonly CampaignTaskStatus[] Live =
    [
        CampaignTaskStatus.Draft,
        CampaignTaskStatus.Testing,
        CampaignTaskStatus.Scheduled,
        CampaignTaskStatus.Running,
        CampaignTaskStatus.Paused,
    ];

    /// <exception cref="ValidationException">The request is not valid.</exception>
    public Task<ChannelAccount> AddAsync(string tenantId, AccountRequest request, CancellationToken cancellationToken) =>
        AddAsync(tenantId, ids.Next(), request, cancellationToken);

    /// <exception cref="ValidationException">The request is not valid.</exception>
    public async Task<ChannelAccount> AddAsync(string tenantId, string id, AccountRequest request, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        DisplayName.Check(request.Name, errors);
        var channel = CheckProvider(request, errors);
        var pacing = (request.Pacing ?? PacingDefinition.Empty).CheckOfAccount(request.Channel, "pacing", errors);
        var zone = ZoneNames.Check(request.TimeZone, "timeZone", errors);
        var now = time.GetUtcNow();
        var account = new ChannelAccount
        {
            TenantId = tenantId,
            Id = id,
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
        await usage.EnsureRoomAsync(tenantId, QuotaKind.Accounts, cancellationToken);
        account = account with { IsDefault = request.IsDefault ?? !await HasDefaultAsync(account, cancellationToken) };
        account = await StoreAsync(account, cancellationToken);
        logger.AccountChanged(account.Id, tenantId, "created");
        return account;
    }

    /// <exception cref="ValidationException">The request is not valid.</exception>
    public async Task<ChannelAccount> ChangeAsync(ChannelAccount account, Patch<AccountChange> patch, CancellationToken cancellationToken)
    {
        var (name, isDefault, changes, pacing, zone) = patch.Value;
        var errors = new ValidationErrors();
        var changed = account;
        if (patch.Has("name"))
        {
            DisplayName.Check(name, errors);
            changed = changed with { Name = name?.Trim() ?? "" };
        }

        if (patch.Has("isDefault"))
        {
            changed = changed with { IsDefault = isDefault ?? false };
        }

        if (patch.Has("pacing"))
        {
            changed = changed with { Pacing = (pacing ?? PacingDefinition.Empty).CheckOfAccount(account.Channel, "pacing", errors) };
        }

        if (patch.Has("timeZone"))
        {
            changed = changed with { TimeZone = ZoneNames.Check(zone, "timeZone", errors) };
        }

        if (changes is not null)
        {
            changed = channels.Find(account.Channel, account.Provider) is { } channel
                ? settings.Apply(changed, resolver.OpenReadable(account), channel, changes, errors)
                : throw new ConflictException("providerGone", ProviderGone(account));
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

    /// <summary>Asks the account's provider whether its settings work; the account stays as it is.</summary>
    public Task<Verification> VerifyAsync(ChannelAccount account, CancellationToken cancellationToken) =>
        channels.Find(account.Channel, account.Provider) is { } channel
            ? channel.VerifyAsync(resolver.OpenReadable(account), cancellationToken)
            : Task.FromResult<Verification>(new Verification.Fails("providerGone", ProviderGone(account)));

    public async Task DeleteAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(account, cancellationToken);
        await quotas.DeleteAsync(account.TenantId, QuotaPolicy.From(account).Scope, cancellationToken);
        logger.AccountChanged(account.Id, account.TenantId, "deleted");
    }

    /// <summary>Finds a task that sends through the account and has not ended; null when there is none.</summary>
    public async Task<CampaignTask?> FindUserAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await tasks.ListAsync(account.TenantId, new TaskFilter(Live, account.Channel), MaxPage, cursor, cancellationToken);
            if (page.Items.FirstOrDefault(task => task.Plan.Accounts.Contains(account.Id)) is { } user)
            {
                return user;
            }

            cursor = page.Next;
        } while (cursor is not null);
        return null;
    }

    private static string ProviderGone(ChannelAccount account) =>
        $"This deployment no longer has the provider {account.Provider}: create another account.";

    private async Task<ChannelAccount> StoreAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        try
        {
            return await store.AddAsync(account, cancellationToken);
        }
        catch (ConcurrencyConflictException)
        {
            // The same request stored it before, and its process ended before it could respond.
            return await store.FindAsync(account.TenantId, account.Id, cancellationToken)
                ?? throw new ConcurrencyConflictException("The account");
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
