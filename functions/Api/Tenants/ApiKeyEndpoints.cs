using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Tenants;

/// <summary>The endpoints of a tenant's API keys.</summary>
internal static class ApiKeyEndpoints
{
    private const string Tag = "API keys";

    public static void MapApiKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/api-keys").Requires(Role.Admin);
        keys.MapPost("", AddAsync)
            .Idempotent()
            .ShowsSecret()
            .Named("createApiKey", Tag, "Creates a key. Its text is shown only in this response.");
        keys.MapGet("", ListAsync)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listApiKeys", Tag, "Lists the tenant's keys, newest first.");
        keys.MapDelete("/{id}", DeleteAsync)
            .Named("deleteApiKey", Tag, "Deletes a key: it stops working at once on this server, within 30 seconds on all others.");
    }

    private static async Task<Created<NewApiKeyView>> AddAsync(
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
        return TypedResults.Created((string?)null, NewApiKeyView.From(key, text));
    }

    private static async Task<Ok<ApiKeyList>> ListAsync(Query query, Caller caller, ITenantStore store, CancellationToken cancellationToken)
    {
        var page = await store.ListKeysAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new ApiKeyList([.. page.Items.Select(ApiKeyView.From)], page.Next));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        Caller caller,
        ApiKeys keys,
        ILogger<ApiKeys> logger,
        CancellationToken cancellationToken
    )
    {
        switch (await keys.DeleteAsync(caller.TenantId, id, cancellationToken))
        {
            case KeyDeletion.Deleted:
                logger.KeyChanged(id, caller.TenantId, "deleted");
                return TypedResults.NoContent();
            case KeyDeletion.LastAdminKey:
                return Problems.Conflict(
                    "lastAdminKey",
                    "This is the tenant's last admin key without an expiry: create another one first."
                );
            default:
                return Problems.NotFound("The key");
        }
    }
}
