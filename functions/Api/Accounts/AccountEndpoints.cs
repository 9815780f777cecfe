using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Accounts;

/// <summary>The endpoints of channel accounts.</summary>
internal static class AccountEndpoints
{
    private const string Tag = "Channel accounts";

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/channel-accounts");
        accounts.MapPost("", AddAsync).Requires(Role.Admin).Idempotent().Named("createAccount", Tag, "Creates an account.");
        accounts
            .MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listAccounts", Tag, "Lists the tenant's accounts, newest first.");
        accounts.MapGet("/{id}", GetAsync).Requires(Role.Viewer).Named("getAccount", Tag, "Reads an account.");
        accounts
            .MapPatch("/{id}", ChangeAsync)
            .Requires(Role.Admin)
            .Named("changeAccount", Tag, "Changes an account. New settings activate a stopped account again.");
        accounts
            .MapDelete("/{id}", DeleteAsync)
            .Requires(Role.Admin)
            .Named("deleteAccount", Tag, "Deletes an account that no live task uses.");
        accounts
            .MapPost("/{id}/activate", ActivateAsync)
            .Requires(Role.Admin)
            .Idempotent()
            .Named("activateAccount", Tag, "Activates a stopped account again.");
        accounts
            .MapPost("/{id}/verify", VerifyAsync)
            .Requires(Role.Admin)
            .Named("verifyAccount", Tag, "Asks the provider whether the account's settings work. Nothing is sent, and nothing changes.");
    }

    private static async Task<Created<AccountView>> AddAsync(
        JsonBody<AccountRequest> body,
        ResourceId id,
        Caller caller,
        AccountService service,
        AccountViewFactory views,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var account = await service.AddAsync(caller.TenantId, id.Value, body.Value, cancellationToken);
        return TypedResults.Created($"/api/channel-accounts/{account.Id}", await views.TaggedAsync(account, caller, context));
    }

    private static async Task<Ok<AccountList>> ListAsync(
        Query query,
        Caller caller,
        IAccountStore store,
        AccountViewFactory views,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var all = await store.ListAsync(caller.TenantId, cancellationToken);
        var page = WholeLists.Page(all, $"{caller.TenantId}/accounts", account => account.Id, query, isDescending: true);
        return TypedResults.Ok(new AccountList([.. page.Items.Select(account => views.Of(account, caller, context.Request))], page.Next));
    }

    private static async Task<Results<Ok<AccountView>, Problem>> GetAsync(
        string id,
        Caller caller,
        IAccountStore store,
        AccountService service,
        AccountViewFactory views,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(store, caller, id, cancellationToken) is { } account
            ? TypedResults.Ok(await views.TaggedAsync(account, caller, context))
            : NotFound();

    private static async Task<Results<Ok<AccountView>, Problem>> ChangeAsync(
        string id,
        JsonBody<AccountChange> body,
        Caller caller,
        IAccountStore store,
        AccountService service,
        AccountViewFactory views,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(store, caller, id, cancellationToken) is not { } account)
        {
            return NotFound();
        }

        ETags.Check(context.Request, account.ETag);
        var changed = await service.ChangeAsync(account, body.ToPatch(), cancellationToken);
        return TypedResults.Ok(await views.TaggedAsync(changed, caller, context));
    }

    private static async Task<Results<Ok<AccountView>, Problem>> ActivateAsync(
        string id,
        NoBody body,
        Caller caller,
        IAccountStore store,
        AccountService service,
        AccountViewFactory views,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(store, caller, id, cancellationToken) is not { } account)
        {
            return NotFound();
        }

        var active = await service.ActivateAsync(account, cancellationToken);
        return TypedResults.Ok(await views.TaggedAsync(active, caller, context));
    }

    private static async Task<Results<Ok<VerificationView>, Problem>> VerifyAsync(
        string id,
        NoBody body,
        Caller caller,
        IAccountStore store,
        AccountService service,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(store, caller, id, cancellationToken) is { } account
            ? TypedResults.Ok(VerificationView.From(await service.VerifyAsync(account, cancellationToken)))
            : NotFound();

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        Caller caller,
        IAccountStore store,
        AccountService service,
        AccountViewFactory views,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(store, caller, id, cancellationToken) is not { } account)
        {
            return NotFound();
        }

        ETags.Check(context.Request, account.ETag);
        if (await service.FindUserAsync(account, cancellationToken) is { } task)
        {
            return Problems.Conflict(
                "accountInUse",
                $"Task {task.Id} sends through this account and has not ended: cancel it or wait until it ends."
            );
        }

        await service.DeleteAsync(account, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<ChannelAccount?> FindAsync(
        IAccountStore store,
        Caller caller,
        string id,
        CancellationToken cancellationToken
    ) => Ulids.IsValid(id) ? await store.FindAsync(caller.TenantId, id, cancellationToken) : null;

    private static Problem NotFound() => Problems.NotFound("The channel account");
}
