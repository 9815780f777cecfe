using CampaignTasks.Api.Access;
using CampaignTasks.Api.Exports;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Audiences;

/// <summary>The endpoints of saved audiences, members of static lists, and the preview.</summary>
internal static class AudienceEndpoints
{
    private const string Tag = "Audiences";

    private static readonly QueryParameter Name = new("name", "The audience's name, 1 to 100 characters.") { IsRequired = true };

    private static readonly QueryParameter Channel = QueryParameter.OneOf<ChannelKind>("channel", "The channel of the addresses.") with
    {
        IsRequired = true,
    };

    public static void MapAudiences(this IEndpointRouteBuilder api)
    {
        var audiences = api.MapGroup("/audiences");
        audiences
            .MapPost("", AddAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Idempotent()
            .Named("createAudience", Tag, "Saves an audience: a static list, a segment or a buyers filter.");
        audiences
            .MapPost("/import", ImportAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Query(Name, Channel)
            .WithMetadata(new WithoutRequestTimeout(), new TakesFile(["text/plain"]))
            .Named(
                "importAudience",
                Tag,
                "Saves a file of up to a million addresses, one a line, as an audience. "
                    + "If lines are invalid, they are reported and nothing is saved."
            );
        audiences
            .MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listAudiences", Tag, "Lists audiences, newest first.");
        audiences
            .MapPost("/preview", PreviewAsync)
            .Requires(Role.Viewer)
            .BodyLimit(RequestBody.ListLimit)
            .Named("previewAudience", Tag, "Counts the recipients of an audience right now and shows the first twenty.");
        audiences.MapGet("/{id}", GetAsync).Requires(Role.Viewer).Named("getAudience", Tag, "Reads an audience.");
        audiences
            .MapPatch("/{id}", ChangeAsync)
            .Requires(Role.Operator)
            .StoresBody()
            .Named("changeAudience", Tag, "Changes an audience. Started runs keep their recipients.");
        audiences
            .MapDelete("/{id}", DeleteAsync)
            .Requires(Role.Operator)
            .Named("deleteAudience", Tag, "Deletes an audience that no live task uses.");
        audiences
            .MapGet("/{id}/export", ExportAsync)
            .Requires(Role.Viewer)
            .Exports(Channel with { IsRequired = false })
            .Named("exportAudience", Tag, "Evaluates an audience now and exports everybody whom it reaches on a channel.");
        audiences
            .MapGet("/{id}/members", MembersAsync)
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listMembers", Tag, "Lists a static list's members.");
        audiences
            .MapPost("/{id}/members", ChangeMembersAsync)
            .Requires(Role.Operator)
            .CountsBody()
            .BodyLimit(RequestBody.ListLimit)
            .Named("changeMembers", Tag, "Adds and removes members of a static list; doing it again changes nothing.");
    }

    private static async Task<Created<SavedAudienceView>> AddAsync(
        JsonBody<SavedAudienceRequest> body,
        ResourceId id,
        Caller caller,
        AudienceService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var audience = await service.AddAsync(caller.TenantId, id.Value, body.Value, cancellationToken);
        return TypedResults.Created($"/api/audiences/{audience.Id}", Tagged(audience, context));
    }

    private static async Task<Created<SavedAudienceView>> ImportAsync(
        HttpContext context,
        Query query,
        ResourceId id,
        Caller caller,
        AddressUpload upload,
        TenantUsage usage,
        TimeProvider time
    )
    {
        FileBody.TypeOf(context);
        var errors = new ValidationErrors();
        var (name, channel) = (AudienceService.CheckName(query.Text(Name.Name), errors), query.One<ChannelKind>(Channel.Name));
        if (channel is null)
        {
            errors.Add(Channel.Name, "The channel of the addresses is missing: give one, as in ?channel=email.");
        }

        errors.ThrowIfAny();
        await usage.EnsureRoomAsync(caller.TenantId, QuotaKind.Audiences, context.RequestAborted);
        var now = time.GetUtcNow();
        var audience = new AudienceDefinition
        {
            TenantId = caller.TenantId,
            Id = id.Value,
            Name = name!,
            CreatedAt = now,
            UpdatedAt = now,
        };
        audience = await upload.TakeAsync(audience, channel!.Value, await FileBody.OpenAsync(context), context.RequestAborted);
        return TypedResults.Created($"/api/audiences/{audience.Id}", Tagged(audience, context));
    }

    private static async Task<Ok<SavedAudienceList>> ListAsync(
        Query query,
        Caller caller,
        IAudienceStore store,
        CancellationToken cancellationToken
    )
    {
        var page = await store.ListAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new SavedAudienceList([.. page.Items.Select(SavedAudienceView.From)], page.Next));
    }

    private static async Task<Ok<PreviewView>> PreviewAsync(
        JsonBody<PreviewRequest> body,
        Caller caller,
        AudienceService service,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await service.PreviewAsync(caller.TenantId, body.Value, cancellationToken));

    private static async Task<Results<Ok<SavedAudienceView>, Problem>> GetAsync(
        string id,
        Caller caller,
        IAudienceStore store,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        await store.FindAsync(caller.TenantId, id, cancellationToken) is { } audience
            ? TypedResults.Ok(Tagged(audience, context))
            : NotFound();

    private static async Task<Results<Ok<SavedAudienceView>, Problem>> ChangeAsync(
        string id,
        JsonBody<SavedAudienceChange> body,
        Caller caller,
        IAudienceStore store,
        AudienceService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } audience)
        {
            return NotFound();
        }

        ETags.Check(context.Request, audience.ETag);
        return TypedResults.Ok(Tagged(await service.ChangeAsync(audience, body.Value, cancellationToken), context));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        Caller caller,
        IAudienceStore store,
        AudienceService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } audience)
        {
            return NotFound();
        }

        ETags.Check(context.Request, audience.ETag);
        await service.DeleteAsync(audience, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Export<AudienceRecipient>, Problem>> ExportAsync(
        string id,
        Query query,
        Caller caller,
        IAudienceStore store,
        AudienceExport export,
        CancellationToken cancellationToken
    ) =>
        await store.FindAsync(caller.TenantId, id, cancellationToken) is { } audience
            ? new Export<AudienceRecipient>(
                "audience",
                query,
                export.ReadAsync(audience, query.One<ChannelKind>(Channel.Name), query.After(), cancellationToken),
                RecipientColumns.All
            )
            : NotFound();

    private static async Task<Results<Ok<MemberList>, Problem>> MembersAsync(
        string id,
        Query query,
        Caller caller,
        IAudienceStore store,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } audience)
        {
            return NotFound();
        }

        AudienceService.EnsureList(audience);
        var after = CursorCodec.Read(MembersOf(id), query.Cursor) is { } last ? ContactKey.Of(last) : null;
        var members = await store
            .ReadMembersAsync(caller.TenantId, id, after, cancellationToken)
            .Take(query.Limit + 1)
            .Select(ContactKey.IdOf)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new MemberList(
                [.. members.Take(query.Limit)],
                members.Count > query.Limit ? CursorCodec.Write(MembersOf(id), members[query.Limit - 1]) : null
            )
        );
    }

    private static async Task<Results<Ok<MembersView>, Problem>> ChangeMembersAsync(
        string id,
        JsonBody<MembersRequest> body,
        Caller caller,
        IAudienceStore store,
        AudienceService service,
        CancellationToken cancellationToken
    ) =>
        await store.FindAsync(caller.TenantId, id, cancellationToken) is { } audience
            ? TypedResults.Ok(await service.ChangeMembersAsync(audience, body.Value, cancellationToken))
            : NotFound();

    private static SavedAudienceView Tagged(AudienceDefinition audience, HttpContext context)
    {
        context.Response.Headers.ETag = ETags.Of(audience.ETag ?? "");
        return SavedAudienceView.From(audience);
    }

    private static Problem NotFound() => Problems.NotFound("The audience");

    private static string MembersOf(string id) => $"members of {id}";
}
