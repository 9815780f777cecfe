using CampaignTasks.Api.Access;
using CampaignTasks.Api.Erasures;
using CampaignTasks.Api.Exports;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Contacts;
using CampaignTasks.Application.Erasures;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Contacts;

/// <summary>The endpoints of contacts: store, read, change, delete.</summary>
internal static class ContactEndpoints
{
    private const string Tag = "Contacts";

    private static readonly QueryParameter Address = new(
        "address",
        "Only the contact with this address, in any spelling; of several that share it the one stored last."
    );

    private static readonly QueryParameter Search = new("search", "Only contacts whose id begins with this.");

    public static void MapContacts(this IEndpointRouteBuilder api)
    {
        var contacts = api.MapGroup("/contacts");
        contacts
            .MapPost("", AddAsync)
            .Requires(Role.Operator)
            .CountsBody()
            .Idempotent()
            .Named("saveContact", Tag, "Stores a contact, or changes the given fields of an existing one.");
        contacts
            .MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Query(
                Address,
                QueryParameter.OneOf<ChannelKind>(
                    "channel",
                    "The channel of the address; without it, every channel that has such addresses."
                ),
                Search,
                QueryParameter.Limit,
                QueryParameter.Cursor
            )
            .Named("listContacts", Tag, "Lists contacts in a stable order, or finds some of them.");
        contacts
            .MapGet("/export", ExportAll)
            .Requires(Role.Viewer)
            .Exports(ContactExportColumns.Parameter)
            .Named("exportContacts", Tag, "Exports all contacts in the order of their list, with the consent that counts.");
        contacts.MapGet("/{id}", GetAsync).Requires(Role.Viewer).Named("getContact", Tag, "Reads a contact.");
        contacts
            .MapPut("/{id}", PutAsync)
            .Requires(Role.Operator)
            .CountsBody()
            .Named("replaceContact", Tag, "Replaces a contact: absent fields are removed, except consent.");
        contacts
            .MapPatch("/{id}", ChangeAsync)
            .Requires(Role.Operator)
            .CountsBody()
            .Named("changeContact", Tag, "Changes the given fields of a contact.");
        contacts
            .MapDelete("/{id}", DeleteAsync)
            .Requires(Role.Operator)
            .Named(
                "deleteContact",
                Tag,
                "Erases a contact: its data at once, its name on messages of past runs soon after (see `Location`). "
                    + "An opt-out is kept without the address."
            );
    }

    private static async Task<Results<Ok<ContactView>, Created<ContactView>>> AddAsync(
        JsonBody<ContactRequest> body,
        Caller caller,
        ContactService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var id = body.Value.Id ?? throw new ProblemException(Problems.Invalid("id", $"The id is missing: {ExternalId.Form}."));
        return await SaveAsync(
            new(caller.TenantId, id),
            body.Value.ToDefinition(body.Given),
            isPatch: true,
            service,
            context,
            cancellationToken
        );
    }

    private static async Task<Ok<ContactList>> ListAsync(
        Query query,
        Caller caller,
        ContactService service,
        CancellationToken cancellationToken
    )
    {
        var (address, search) = (query.Text(Address.Name), query.Text(Search.Name));
        if (address is not null)
        {
            return await FindAsync(query, caller, service, address, cancellationToken);
        }

        if (query.One<ChannelKind>("channel") is not null)
        {
            throw new ProblemException(Problems.Invalid("channel", "It is the channel of an address: give the address, too."));
        }

        var page = search is null
            ? await service.ListAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken)
            : await service.SearchAsync(caller.TenantId, search, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new ContactList([.. page.Items.Select(ContactView.From)], page.Next));
    }

    private static async Task<Ok<ContactList>> FindAsync(
        Query query,
        Caller caller,
        ContactService service,
        string address,
        CancellationToken cancellationToken
    )
    {
        if (query.Text(Search.Name) is not null || query.Cursor is not null)
        {
            throw new ProblemException(Problems.Invalid(Address.Name, "It finds one contact: leave out search and cursor."));
        }

        var found = await service.FindByAddressAsync(caller.TenantId, query.One<ChannelKind>("channel"), address, cancellationToken);
        return TypedResults.Ok(new ContactList([.. found.Select(ContactView.From)], Next: null));
    }

    private static Export<ContactView> ExportAll(Query query, Caller caller, ContactService service, CancellationToken cancellationToken) =>
        new(
            "contacts",
            query,
            service.ReadAllAsync(caller.TenantId, query.After(), cancellationToken).Select(ContactView.From),
            ContactExportColumns.Of(query)
        );

    private static async Task<Results<Ok<ContactView>, Problem>> GetAsync(
        string id,
        Caller caller,
        ContactService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await service.FindAsync(new(caller.TenantId, id), cancellationToken) is not { } profile)
        {
            return NotFound();
        }

        context.Response.Headers.ETag = ETags.Of(profile.Contact.ETag ?? "");
        return TypedResults.Ok(ContactView.From(profile));
    }

    private static Task<Results<Ok<ContactView>, Created<ContactView>>> PutAsync(
        string id,
        JsonBody<ContactChange> body,
        Caller caller,
        ContactService service,
        HttpContext context,
        CancellationToken cancellationToken
    ) => SaveAsync(new(caller.TenantId, id), body.Value.ToDefinition(body.Given), isPatch: false, service, context, cancellationToken);

    private static async Task<Results<Ok<ContactView>, Problem>> ChangeAsync(
        string id,
        JsonBody<ContactChange> body,
        Caller caller,
        IContactStore store,
        ContactService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is null)
        {
            return NotFound();
        }

        var (profile, _) = await service.SaveAsync(
            new(caller.TenantId, id),
            body.Value.ToDefinition(body.Given),
            isPatch: true,
            version => ETags.Check(context.Request, version),
            cancellationToken
        );
        context.Response.Headers.ETag = ETags.Of(profile.Contact.ETag ?? "");
        return TypedResults.Ok(ContactView.From(profile));
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        string id,
        ResourceId erasureId,
        Caller caller,
        IContactStore store,
        ErasureService erasures,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(caller.TenantId, id, cancellationToken) is not { } contact)
        {
            return NotFound();
        }

        ETags.Check(context.Request, contact.ETag);
        var erasure = await erasures.EraseAsync(erasureId.Value, contact, cancellationToken);
        context.Response.Headers.Location = ErasureEndpoints.AddressOf(erasure);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<ContactView>, Created<ContactView>>> SaveAsync(
        ContactId id,
        ContactDefinition definition,
        bool isPatch,
        ContactService service,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var (profile, isNew) = await service.SaveAsync(
            id,
            definition,
            isPatch,
            version => ETags.Check(context.Request, version),
            cancellationToken
        );
        context.Response.Headers.ETag = ETags.Of(profile.Contact.ETag ?? "");
        return isNew
            ? TypedResults.Created($"/api/contacts/{Uri.EscapeDataString(profile.Contact.Id)}", ContactView.From(profile))
            : TypedResults.Ok(ContactView.From(profile));
    }

    private static Problem NotFound() => Problems.NotFound("The contact");
}
