using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Telemetry;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Tenants;

/// <summary>The endpoints of tenants and their API keys.</summary>
internal static class TenantEndpoints
{
    public static void MapTenants(this IEndpointRouteBuilder api)
    {
        api.MapPost("/tenants", AddTenantAsync)
            .RequiresPlatformKey()
            .Idempotent()
            .Named("createTenant", "Tenants", "Creates a tenant and its first key.");
        var keys = api.MapGroup("/api-keys").Requires(Role.Admin);
        keys.MapPost("", AddKeyAsync)
            .Idempotent()
            .Named("createApiKey", "API keys", "Creates a key. Its text is shown only in this response.");
        keys.MapGet("", ListKeysAsync).Named("listApiKeys", "API keys", "Lists the tenant's keys, newest first.");
        keys.MapDelete("/{id}", DeleteKeyAsync)
            .Named("deleteApiKey", "API keys", "Deletes a key: it stops working at once on this server, within 30 seconds on all others.");
    }

    private static async Task<Created<NewTenantView>> AddTenantAsync(
        JsonBody<TenantRequest> body,
        ITenantStore store,
        ApiKeys keys,
        Ulids ids,
        TimeProvider time,
        ILogger<ApiKeys> logger,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        DisplayName.Check(body.Value.Name, errors);
        errors.ThrowIfAny();
        var tenant = new Tenant(ids.Next(), body.Value.Name!.Trim(), time.GetUtcNow());
        await store.AddAsync(tenant, cancellationToken);
        var text = ApiKeys.NewText();
        await keys.AddAsync(tenant.Id, text, "first key", Role.Admin, expiresAt: null, cancellationToken);
        logger.TenantCreated(tenant.Id);
        return TypedResults.Created((string?)null, new NewTenantView(tenant.Id, tenant.Name, text));
    }

    private static async Task<Created<NewApiKeyView>> AddKeyAsync(
        JsonBody<ApiKeyRequest> body,
        Caller caller,
        ApiKeys keys,
        TimeProvider time,
        ILogger<ApiKeys> logger,
        CancellationToken cancellationToken
    )
    {
        var (name, role, expiresAt) = body.Value;
        var errors = new ValidationErrors();
        DisplayName.Check(name, errors);
        if (role is null)
        {
            errors.Add("role", $"The role is missing: give one of {string.Join(", ", EnumNames.Of(typeof(Role)))}.");
        }

        var expiry = default(DateTimeOffset?);
        if (expiresAt is not null)
        {
            expiry = Instants.TryParse(expiresAt, out var at) && at > time.GetUtcNow() ? at : null;
            if (expiry is null)
            {
                errors.Add(
                    "expiresAt",
                    "The time is past or invalid: give a future one with its offset, as in 2026-12-01T09:00:00Z, or leave it out."
                );
            }
        }

        errors.ThrowIfAny();
        var text = ApiKeys.NewText();
        var key = await keys.AddAsync(caller.TenantId, text, name!.Trim(), role!.Value, expiry, cancellationToken);
        logger.KeyChanged(key.Id, key.TenantId, "created");
        return TypedResults.Created((string?)null, new NewApiKeyView(key.Id, text, key.Name, key.Role, key.CreatedAt, key.ExpiresAt));
    }

    private static async Task<Ok<ApiKeyList>> ListKeysAsync(Caller caller, ITenantStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ApiKeyList([.. (await store.ListKeysAsync(caller.TenantId, cancellationToken)).Select(ApiKeyView.From)], null));

    private static async Task<Results<NoContent, Problem>> DeleteKeyAsync(
        string id,
        Caller caller,
        ITenantStore store,
        ApiKeys keys,
        TimeProvider time,
        ILogger<ApiKeys> logger,
        CancellationToken cancellationToken
    )
    {
        var all = await store.ListKeysAsync(caller.TenantId, cancellationToken);
        if (!all.Any(key => key.Id == id))
        {
            return Problems.NotFound("The key");
        }

        var now = time.GetUtcNow();
        if (!all.Any(key => key.Id != id && key.Role is Role.Admin && !(key.ExpiresAt <= now)))
        {
            return Problems.Conflict("lastAdminKey", "This is the tenant's last working admin key: create another one first.");
        }

        await keys.DeleteAsync(caller.TenantId, id, cancellationToken);
        logger.KeyChanged(id, caller.TenantId, "deleted");
        return TypedResults.NoContent();
    }
}
